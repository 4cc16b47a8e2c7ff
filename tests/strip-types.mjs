// Node runs our TypeScript as it is; jest needs the same stripping as a transform.
import { stripTypeScriptTypes } from 'node:module';
export default { process: (source) => ({ code: stripTypeScriptTypes(source) }) };
