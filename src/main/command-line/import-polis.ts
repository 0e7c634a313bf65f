import { MOST_FAULTS, type ConversationFiles } from '#polis-form'
import type { Asked } from './asked.ts'
import { InputRefused } from './faults.ts'
import { readPolisFolder } from './read-folder.ts'
import type { Terminal } from './terminal.ts'

/** A conversation that was held elsewhere becomes a closed dialogue of this hub. What is refused is refused before the hub is loaded. */
export async function importPolis(asked: Asked, terminal: Terminal): Promise<void> {
  const [folder = ''] = asked.arguments
  terminal.step(`Reading ${folder}.`)
  const language = languageOf(asked.value('language'))
  const conversation = readPolisFolder(folder, { summary: true })
  refuseUnstorable(conversation)
  const { bringIn } = await import('./bring-in.ts')
  await bringIn({ conversation, folder, language, body: asked.value('body'), json: asked.has('json') }, terminal)
}

/** A tag that says "not known" is honest, and pages take it as one. */
function languageOf(given: string | null): string {
  if (given === null) return 'und'
  try {
    const [tag] = Intl.getCanonicalLocales(given)
    if (tag !== undefined) return tag
  } catch {
    // Falls through to the sentence.
  }
  throw new InputRefused(`--language is "${given}", which is no language tag; write for example en, fr or zh-TW.`)
}

/** PostgreSQL keeps every character but this one. */
const NUL = '\0'
/** The end of the year 9999: later days have no place in the dates of the pages and of the API. */
const LATEST = Date.UTC(10_000, 0) - 1

/** What the form allows and a hub cannot keep. */
function refuseUnstorable({ statements, votes, topic, description, url }: ConversationFiles): void {
  const nul = statements.filter(({ text }) => text.includes(NUL)).map(({ line }) => `comments.csv, line ${line}`)
  if ([topic, description, url].some((text) => text?.includes(NUL) === true)) nul.push('summary.csv')
  const late = statements.filter(({ at }) => at !== null && at > LATEST).map(({ line }) => `comments.csv, line ${line}`)
  const vote = votes.at.findIndex((at) => at > LATEST)
  if (vote >= 0) late.push(`votes.csv, vote ${vote + 1} below the header`)
  const faults = [
    ...nul.map((place) => `${place}: the text holds a NUL character, which no database keeps.`),
    ...late.map((place) => `${place}: the timestamp lies after the year 9999.`),
  ]
  if (faults.length > 0) throw new InputRefused(...faults.slice(0, MOST_FAULTS))
}
