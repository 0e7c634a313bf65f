import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { apiPage } from './api.ts'
import { vectors } from './vectors.ts'

// `npm run vectors` writes the published vectors and the API page anew: after a change of the engine's version, never to make a test pass.
for (const vector of vectors()) {
  writeFileSync(join(import.meta.dirname, '../../vectors', `${vector.name}.json`), `${JSON.stringify(vector)}\n`)
}
writeFileSync(join(import.meta.dirname, '../../API.md'), apiPage())
