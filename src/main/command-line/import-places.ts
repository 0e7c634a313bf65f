import { readFileSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { z } from 'zod'
import type { Asked } from './asked.ts'
import { codeOf, InputRefused } from './faults.ts'
import { readPlaces } from './read-places.ts'
import type { Terminal } from './terminal.ts'

const loaded = z.object({ added: z.number(), changed: z.number() })

/** A list of towns; what is refused is refused before the hub is loaded. */
export async function importPlaces(asked: Asked, terminal: Terminal): Promise<void> {
  const [path = ''] = asked.arguments
  terminal.step(`Reading ${path}.`)
  const rows = readPlaces(textOf(path), basename(path))
  const { withHub } = await import('./with-hub.ts')
  await withHub(terminal, async (hub) => {
    terminal.step(`Writing ${rows.length.toLocaleString('en')} places.`)
    const done = loaded.parse(await hub.call('places.import-places', { rows }))
    const sentence = `${done.added.toLocaleString('en')} places were added, ${done.changed.toLocaleString('en')} were there and have the new names.`
    await terminal.answer(asked.has('json') ? `${JSON.stringify(done)}\n` : `${sentence}\n`)
  })
}

function textOf(path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path))
  } catch (error) {
    if (codeOf(error) === 'ENOENT') throw new InputRefused(`There is no file ${resolve(path)}.`)
    if (codeOf(error) === 'EISDIR') throw new InputRefused(`${resolve(path)} is a folder; a CSV file is wanted.`)
    throw new InputRefused(`${resolve(path)} cannot be read as text in UTF-8.`)
  }
}
