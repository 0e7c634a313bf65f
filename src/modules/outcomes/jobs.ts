import type { Document, Words } from '#documents'
import { theHub } from '../../core/actor.ts'
import { perform, type Runner } from '../../core/perform.ts'
import type { Listener, Sweep } from '../../core/worker.ts'
import { PrintFault, type Printer } from '../../platform/printing.ts'
import { clearWithdrawn } from './commands/clear-withdrawn.ts'
import { recordFailure } from './commands/record-failure.ts'
import { recordFiles } from './commands/record-files.ts'
import { replaceRelease } from './commands/replace-release.ts'
import { wordsIn } from './queries/assembled.ts'
import type { Means } from './queries/compiled.ts'
import type { VoiceIn } from './rules.ts'
import { holdingWithdrawn, whichBy, type Which } from './queries/cited.ts'
import { documentsByIds } from './queries/documents.ts'
import { textsToPrint, unprinted } from './queries/releases.ts'

type Tools = Means & { readonly printer: Printer }
type Printing = { readonly document: string; readonly version: number }

/** Something was taken out while it was printed: so often it is printed again. */
const TRIES = 3

export const listeners = (tools: Tools): readonly Listener[] => [
  {
    kind: 'outcomes.release.begun',
    delivery: 'critical',
    job: (runner, event) => printRelease(runner, tools, { document: event.subject, version: Number(event.data['version']) }),
  },
  // What was withdrawn anywhere goes from what is being written and from what was released: what the event can be about is looked at, and nothing else.
  ...[...tools.sources.takenBy().keys()].map((kind): Listener => ({
    kind,
    delivery: 'critical',
    job: async (runner, event) => takeWithdrawn(runner, tools, await whichBy(runner.db, tools.sources, event)),
  })),
  // It may have been withdrawn while somebody wrote or released it, so that neither saw the other.
  ...WRITTEN.map((kind): Listener => ({
    kind,
    delivery: 'unhurried',
    job: (runner, { subject }) => takeWithdrawn(runner, tools, { document: subject }),
  })),
]

const WRITTEN = [
  ...['outcomes.document.begun', 'outcomes.document.renewed', 'outcomes.language.begun', 'outcomes.section.written'],
  'outcomes.document.released',
]

async function takeWithdrawn(runner: Runner, tools: Means, which: Which): Promise<void> {
  for (const document of await holdingWithdrawn(runner.db, tools.sources, which)) {
    await perform(runner, clearWithdrawn(tools.sources), { document }, theHub)
    await perform(runner, replaceRelease(tools), { document }, theHub)
  }
}

export const sweeps = (tools: Tools): readonly Sweep[] => [
  {
    // All that is cited, once a day and when the hub starts: for what no event told.
    name: 'outcomes.withdrawn',
    everySeconds: 24 * 60 * 60,
    sweep: (runner) => takeWithdrawn(runner, tools, null),
  },
  {
    // Releases whose job was lost, or that the demonstration left to be printed.
    name: 'outcomes.unprinted',
    everySeconds: 300,
    async sweep(runner) {
      const before = new Date(runner.outside.now().getTime() - 120_000)
      for (const one of await unprinted(runner.db, before)) await printRelease(runner, tools, one)
    },
  },
]

/** Each language as PDF, DOCX and canonical JSON; then they are signed together. It may be called twice. */
async function printRelease(runner: Runner, { printer, voice }: Tools, { document, version }: Printing): Promise<void> {
  const [known] = await documentsByIds(runner.db, [document])
  if (known === undefined) return
  for (let tries = 0; tries < TRIES; tries += 1) {
    const texts = await textsToPrint(runner.db, known, version)
    if (texts.length === 0) return
    try {
      const files = await filesOf({ printer, voice }, texts)
      const { changed } = await perform(runner, recordFiles, { document, version, files }, theHub)
      if (changed) return
    } catch (error) {
      if (!(error instanceof PrintFault)) throw error
      await perform(runner, recordFailure, { document, version, fault: error.message }, theHub)
      return
    }
  }
}

async function filesOf(
  { printer, voice }: { printer: Printer; voice: VoiceIn },
  texts: readonly { readonly language: string; readonly text: string }[],
) {
  const files = []
  for (const { language, text } of texts) {
    // This room wrote it.
    const document = JSON.parse(text) as Document
    const words: Words = wordsIn(voice(language))
    files.push({ language, form: 'json', bytes: new TextEncoder().encode(text), missing: [] })
    for (const form of ['pdf', 'docx'] as const) {
      const { bytes, missing } = await printer.print(form, document, words)
      files.push({ language, form, bytes, missing: [...missing] })
    }
  }
  return files
}
