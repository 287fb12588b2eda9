export type DirectoryFailureCode = 'exists' | 'in_use' | 'unfinished' | 'unusable';

export class DirectoryFailure extends Error {
  readonly code: DirectoryFailureCode;
  constructor(code: DirectoryFailureCode, message: string) {
    super(message);
    this.name = 'DirectoryFailure';
    this.code = code;
  }
}
