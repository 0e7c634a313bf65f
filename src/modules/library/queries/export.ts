import { z } from 'zod'
import { query } from '../../../core/command.ts'
import type { Reader } from '../../../platform/db.ts'
import { linesOf, partsOf } from '../rules.ts'
import type { EntryWords } from '../tables.ts'
import { openEntries } from './entries.ts'
import type { Asking } from './facts.ts'
import { wholesOf } from './read.ts'
import { whole, type Whole } from './shapes.ts'

/** Each has the licence that its writer chose; an export changes nothing of that. */
export const allEntries = async (db: Reader, asking: Asking): Promise<readonly Whole[]> =>
  wholesOf(db, await openEntries(db).orderBy('id').execute(), asking, { newest: false, inside: false })

export const exportEntries = query({
  name: 'library.export',
  summary: 'The whole library that everybody may read, each entry with its licence',
  route: 'GET /library/export',
  input: z.object({}),
  output: z.array(whole),
  read: async (db, { actor, now }) => [...(await allEntries(db, { actor, now }))],
})

type Said = { readonly label: (key: string) => string; readonly yesNo: (answer: string) => string; readonly risk: (code: string) => string }
export type Told = { readonly title: string; readonly summary: string; readonly words: EntryWords }

/** One entry as Markdown, in one of its languages. `foot`: licence, days and address, each a line. */
export function asMarkdown(entry: Whole, told: Told, said: Said, foot: readonly string[]): string {
  const parts = partsOf(entry.kind, told.words).flatMap(({ key, text }) => [
    `## ${said.label(key)}`,
    '',
    ...(key === 'steps' ? linesOf(text).map((step, at) => `${at + 1}. ${step}`) : [text === '' ? said.label('failed.none') : text]),
    '',
  ])
  const risks = Object.entries(entry.facts.risks).map(
    ([code, { answer, evidence }]) => `- ${said.risk(code)}: ${said.yesNo(answer)}${evidence === '' ? '' : ` (<${evidence}>)`}`,
  )
  const sources = entry.facts.sources.map((source) => `- ${source}`)
  return [
    ...[`# ${told.title}`, '', told.summary, '', ...parts],
    ...(risks.length === 0 ? [] : [`## ${said.label('risks')}`, '', ...risks, '']),
    ...(sources.length === 0 ? [] : [`## ${said.label('sources')}`, '', ...sources, '']),
    ...['---', '', ...foot.map((one) => `${one}  `), ''],
  ].join('\n')
}
