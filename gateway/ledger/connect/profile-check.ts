/** What can be said of a connection profile without connecting. */
export { certificateEnds } from '../fabric-shared/certificate-ends.js';
export { identityDefect } from '../fabric-shared/identity-defect.js';
