import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import ts from 'typescript';

const project = resolve(fileURLToPath(import.meta.url), '..', '..', '..', '..');

/** Files as they are, by path: all copies share them. */
const parsed = new Map<string, ts.SourceFile | undefined>();

/** A part of the sources as it would be with some files changed. The files themselves stay as they are. */
export class CompiledCopy {
  readonly #options: ts.CompilerOptions;
  readonly #host: ts.CompilerHost;
  readonly #parse: ts.CompilerHost['getSourceFile'];
  /** Changed files by their whole path. */
  readonly #changed = new Map<string, string>();
  readonly #reparsed = new Map<string, ts.SourceFile>();
  #program: ts.Program | undefined;

  constructor() {
    const { config } = ts.readConfigFile(join(project, 'tsconfig.json'), (path) => ts.sys.readFile(path)) as {
      readonly config: object;
    };
    const { options } = ts.parseJsonConfigFileContent({ ...config, include: [] }, ts.sys, project);
    this.#options = { ...options, declaration: false, incremental: false, sourceMap: false };
    delete this.#options.tsBuildInfoFile;
    const host = ts.createCompilerHost(this.#options);
    this.#parse = host.getSourceFile.bind(host);
    this.#host = {
      ...host,
      getCurrentDirectory: () => project,
      fileExists: (path) => this.#changed.has(path) || ts.sys.fileExists(path),
      getSourceFile: (path, target) => this.#source(path, target),
    };
  }

  #source(path: string, target: ts.ScriptTarget | ts.CreateSourceFileOptions): ts.SourceFile | undefined {
    const text = this.#changed.get(path);
    if (text === undefined) {
      if (!parsed.has(path)) parsed.set(path, this.#parse(path, target));
      return parsed.get(path);
    }
    const source = this.#reparsed.get(path) ?? ts.createSourceFile(path, text, target);
    this.#reparsed.set(path, source);
    return source;
  }

  text(file: string): string | undefined {
    const path = join(project, file);
    return this.#changed.get(path) ?? ts.sys.readFile(path);
  }

  change(file: string, text: string): void {
    const path = join(project, file);
    this.#changed.set(path, text);
    this.#reparsed.delete(path);
  }

  /** What the compiler says of the files in some folders, by file. `roots` are compiled with all they import. */
  errors(roots: readonly string[], folders: readonly string[]): ReadonlyMap<string, string> {
    const files = new Set([...roots.map((root) => join(project, root)), ...this.#changed.keys()]);
    this.#program = ts.createProgram([...files], this.#options, this.#host, this.#program);
    const errors = new Map<string, string>();
    for (const source of this.#program.getSourceFiles()) {
      const name = source.fileName.slice(project.length + 1);
      if (!folders.some((folder) => name.startsWith(folder))) continue;
      const found = [
        ...this.#program.getSyntacticDiagnostics(source),
        ...this.#program.getSemanticDiagnostics(source),
      ];
      const texts = found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
      if (texts.length > 0) errors.set(name, texts.join('\n'));
    }
    return errors;
  }

  /** Writes the domain as it was compiled last. `load` imports one of its modules. */
  async domain(): Promise<{ load: (module: string) => Promise<unknown>; remove: () => Promise<void> }> {
    const dir = await mkdtemp(join(tmpdir(), 'stl-copy-'));
    await writeFile(join(dir, 'package.json'), '{"type":"module"}');
    await symlink(join(project, 'node_modules'), join(dir, 'node_modules'), 'dir');
    const domain = join(project, 'chaincode', 'domain');
    // Written file by file, without asking for types again.
    const compilerOptions = {
      ...this.#options,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
    };
    const written = (this.#program?.getSourceFiles() ?? [])
      .filter(({ fileName }) => fileName.startsWith(domain))
      .map(({ fileName, text }) => {
        const { outputText } = ts.transpileModule(text, { compilerOptions, fileName });
        return write(join(dir, fileName.slice(domain.length).replace(/ts$/, 'js')), outputText);
      });
    await Promise.all(written);
    return {
      load: (module) => import(pathToFileURL(join(dir, module)).href),
      remove: () => rm(dir, { recursive: true, force: true }),
    };
  }
}

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}
