import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { canonicalJson, type Canonical } from '#deliberation'
import { z } from 'zod'
import { Refused } from '../../core/refused.ts'
import { EXPORT_FILES, PROOF_FILES } from './export-files.ts'
import { codeOf, InputRefused } from './faults.ts'
import type { Terminal } from './terminal.ts'
import { withHub, type CalledHub } from './with-hub.ts'

type Export = { readonly dialogue: string; readonly folder: string; readonly json: boolean }
type Exported = { readonly file: string; readonly text: string }
type LeftOut = { readonly file: string; readonly why: string }

/** The files that the dialogue's rules allow. They are written when all of them are there, so that a folder is never half of a dialogue. */
export async function bringOut({ dialogue, folder, json }: Export, terminal: Terminal): Promise<void> {
  await withHub(terminal, async (hub) => {
    terminal.step('Reading the dialogue.')
    const { id, slug } = z.object({ id: z.string(), slug: z.string() }).parse(await hub.call('dialogue.read', { dialogue }))
    const address = hub.address(`/dialogues/${slug}`)
    const { exported, leftOut } = await exportedFiles(hub, id, address)
    const reasons = leftOut.map(({ file, why }) => `${file} was left out. ${why}`)
    if (exported.length === 0) throw new InputRefused(...reasons, 'Nothing was written.')
    terminal.step(`Writing ${exported.length} files.`)
    writeAll(folder, exported)
    for (const reason of reasons) terminal.tell(reason)
    const stale = leftOut.filter(({ file }) => existsSync(join(folder, file)))
    for (const { file } of stale)
      terminal.tell(`${file} in ${folder} is from before and was left as it is: it does not belong to this export.`)
    const written = exported.map(({ file }) => file)
    const printed = { id, slug, address, folder, written, leftOut }
    await terminal.answer(json ? `${JSON.stringify(printed)}\n` : `${written.map((file) => join(folder, file)).join('\n')}\n`)
  })
}

/** What the room says when its rules, and not a fault, keep a file back. */
const KEPT_BACK = ['export.aggregates-only', 'export.not-yet', 'result.missing']

const MOST_TRIES = 3

/** The hub may sign a newer result between two files; then all are read again, so that they belong together. */
async function exportedFiles(
  hub: CalledHub,
  dialogue: string,
  url: string,
  tries = 1,
): Promise<{ exported: Exported[]; leftOut: LeftOut[] }> {
  const before = await proofOf(hub, dialogue)
  const exported: Exported[] = []
  const leftOut: LeftOut[] = []
  for (const file of EXPORT_FILES) {
    const asked = await unlessKeptBack(hub, 'dialogue.export', { dialogue, file, url, of: 'checkable' })
    if ('why' in asked) leftOut.push({ file, ...asked })
    else exported.push({ file, text: z.object({ csv: z.string() }).parse(asked.answer).csv })
  }
  const after = await proofOf(hub, dialogue)
  if (JSON.stringify(before) !== JSON.stringify(after)) {
    if (tries < MOST_TRIES) return exportedFiles(hub, dialogue, url, tries + 1)
    throw new InputRefused('The hub signed a newer result each time while the files were read. Nothing was written; try again.')
  }
  if ('why' in after) return { exported, leftOut: [...leftOut, ...PROOF_FILES.map((file) => ({ file, ...after }))] }
  return { exported: [...exported, ...after.files], leftOut }
}

async function proofOf(hub: CalledHub, dialogue: string): Promise<{ readonly files: Exported[] } | { readonly why: string }> {
  const asked = await unlessKeptBack(hub, 'dialogue.certificate', { dialogue })
  if ('why' in asked) return asked
  const { document, signature } = z.object({ document: z.custom<Canonical>(), signature: z.unknown() }).parse(asked.answer)
  const [certificate, signed] = PROOF_FILES
  return {
    files: [
      { file: certificate, text: canonicalJson(document) },
      { file: signed, text: `${JSON.stringify(signature, null, 2)}\n` },
    ],
  }
}

async function unlessKeptBack(
  hub: CalledHub,
  operation: string,
  input: object,
): Promise<{ readonly answer: unknown } | { readonly why: string }> {
  try {
    return { answer: await hub.call(operation, input) }
  } catch (error) {
    if (!(error instanceof Refused) || !KEPT_BACK.includes(error.refusal.code)) throw error
    return { why: hub.sentence(error) }
  }
}

/** Each under another name first: a full disk leaves what was there before. */
function writeAll(folder: string, files: readonly Exported[]): void {
  const parts = files.map(({ file, text }) => ({ part: join(folder, `.${file}.part`), file: join(folder, file), text }))
  try {
    mkdirSync(folder, { recursive: true })
    for (const { part, text } of parts) writeFileSync(part, text)
    for (const { part, file } of parts) renameSync(part, file)
  } catch (error) {
    for (const { part } of parts) rmSync(part, { force: true })
    throw new InputRefused(`The folder ${folder} cannot be written (${codeOf(error)}).`)
  }
}
