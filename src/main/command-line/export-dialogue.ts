import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Asked } from './asked.ts'
import { BUNDLE_FILES } from './export-files.ts'
import { InputRefused } from './faults.ts'
import type { Terminal } from './terminal.ts'

/** Looks at the folder before the hub is loaded. */
export async function exportDialogue(asked: Asked, terminal: Terminal): Promise<void> {
  const [dialogue = '', given = ''] = asked.arguments
  const folder = resolve(given)
  const standing = BUNDLE_FILES.filter((file) => existsSync(join(folder, file)))
  if (standing.length > 0 && !asked.has('force')) {
    throw new InputRefused(
      `${folder} already holds ${standing.join(', ')}; nothing was written. Choose another folder, or replace them with --force.`,
    )
  }
  const { bringOut } = await import('./bring-out.ts')
  await bringOut({ dialogue, folder, json: asked.has('json') }, terminal)
}
