import tseslint from 'typescript-eslint';

const noClock = 'The domain is deterministic: time comes in as an argument.';
const noChance = 'The domain is deterministic: it draws no random numbers.';

export default tseslint.config(
  { ignores: ['dist', 'data', 'node_modules', '.run', 'coverage'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      curly: ['error', 'multi-or-nest', 'consistent'],
      eqeqeq: 'error',
      'no-console': 'error',
      '@typescript-eslint/naming-convention': [
        'error',
        // Constants are camelCase; schemas are named like the types that they give.
        { selector: 'variable', modifiers: ['const', 'global'], format: ['camelCase', 'PascalCase'] },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector:
            ':matches(PropertyDefinition, MethodDefinition, TSParameterProperty)[accessibility="private"]:not([kind="constructor"])',
          message: 'Private members are #names: they are private at run time, too.',
        },
      ],
    },
  },
  {
    files: ['chaincode/**/*.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        { name: 'Date', message: noClock },
        { name: 'performance', message: noClock },
        { name: 'setTimeout', message: noClock },
        { name: 'setInterval', message: noClock },
        { name: 'Intl', message: 'Results must not depend on a locale.' },
        { name: 'process', message: 'The domain knows no environment.' },
        { name: 'Buffer', message: 'The domain also runs in browsers: use Uint8Array.' },
        { name: 'fetch', message: 'The domain does no I/O.' },
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: noChance },
        { object: 'Math', property: 'pow', message: 'Integers only: floats differ between engines.' },
        { object: 'Math', property: 'exp', message: 'Integers only: floats differ between engines.' },
        { object: 'Math', property: 'log', message: 'Integers only: floats differ between engines.' },
        { property: 'localeCompare', message: 'Results must not depend on a locale.' },
        { property: 'toLocaleString', message: 'Results must not depend on a locale.' },
      ],
    },
  },
  {
    files: ['chaincode/fabric/endorser-clock.ts', 'chaincode/fabric/**/*.ts', 'chaincode/node-crypto.ts'],
    rules: { 'no-restricted-globals': 'off' },
  },
  {
    files: ['gateway/cli/**/*.ts', 'scripts/**/*.ts', 'network/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unused-expressions': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
);
