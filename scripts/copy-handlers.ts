// Puts the bundles of src/handlers beside the compiled constructs that deploy them. Runs after each compilation.
import * as fs from 'node:fs';
import * as path from 'node:path';

const root = path.join(__dirname, '..');
const to = path.join(root, 'lib/handlers/generated');
fs.rmSync(to, { recursive: true, force: true });
fs.cpSync(path.join(root, 'src/handlers/generated'), to, { recursive: true });
