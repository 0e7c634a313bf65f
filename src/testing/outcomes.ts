import { randomUUID } from 'node:crypto'
import type { CastName } from './cast.ts'
import { doAsHub } from './dialogues.ts'
import type { Hub } from './hub.ts'
import { giveRole, stageSession, type StagedSession } from './summit.ts'

// A session of which something was said in three languages, with a rapporteur (Mai) and a chair (Samir), for tests of reports and outcome documents.

type Said = { readonly id: string; readonly link: string }
type Sentence = {
  readonly id: string
  readonly text: string
  readonly language: string
  readonly by: string
  readonly standing: string
  readonly sources: readonly { readonly sort: string; readonly id: string; readonly version: number }[]
}
export type DraftSection = {
  readonly number: number
  readonly kind: string
  readonly heading: string
  readonly revision: number
  readonly sentences: readonly Sentence[]
}
type Draft = {
  readonly languages: readonly {
    readonly language: string
    readonly behind: readonly number[]
    readonly sections: readonly DraftSection[]
  }[]
}

type StagedSaid = {
  readonly session: StagedSession
  readonly said: { readonly french: Said; readonly arabic: Said; readonly english: Said; readonly hostile: Said }
  readonly recommendation: string
}

type Words = { readonly text: string; readonly language: string; readonly question: number; readonly label?: string }

export async function capture(hub: Hub, session: string, { text, language, question, label }: Words): Promise<Said> {
  return doAsHub<Said>(hub, 'interventions.capture', {
    ...{ session, sending: randomUUID(), text, language, role: 'participant', form: 'verbatim', question },
    ...(label === undefined ? { choice: 'unchosen' } : { choice: 'label', label, consent: 'spoken' }),
  })
}

export async function stageSaid(hub: Hub): Promise<StagedSaid> {
  const session = await stageSession(hub, { opened: true })
  await giveRole(hub, session.id, 'mai', 'rapporteur')
  await giveRole(hub, session.id, 'samir', 'chair')
  const say = (text: string, language: string, question: number, label?: string) =>
    capture(hub, session.id, { text, language, question, ...(label === undefined ? {} : { label }) })
  const said = {
    french: await say('Les familles attendent l’école de leur quartier.', 'fr', 1, 'Une voix de Lyon'),
    arabic: await say('نطلب أن تُفتح المدارس أمام أطفالنا جميعا.', 'ar', 1),
    english: await say('Schools should write to us in two languages.', 'en', 2),
    hostile: await say('#panic("no") <b>bold</b> & *stars* ]]>', 'en', 2),
  }
  const { id } = await doAsHub<{ id: string }>(hub, 'recommendations.draft', {
    ...{
      session: session.id,
      title: 'Open schools',
      text: 'Open the schools of the quarter to all.',
      call: 'Open them by May.',
      language: 'en',
    },
    ...{
      question: 1,
      addresseeBody: hub.cast.bodies.unit,
      answerBy: '2026-05-01',
      sources: [{ sort: 'intervention', id: said.french.id }],
    },
  })
  await doAsHub(hub, 'recommendations.propose', { recommendation: id, amendmentsUntil: '2026-03-02', rule: 'consent' })
  return { session, said, recommendation: id }
}

/** An answer of the API that has to be a good one. */
export async function answered<Answer>(
  hub: Hub,
  who: CastName,
  [method, path]: readonly [string, string],
  input?: object,
): Promise<Answer> {
  const answer = await hub.as(who).api(method, path, input)
  if (answer.status !== 200) throw new Error(await answer.text())
  return (await answer.json()) as Answer
}

export async function documentId(hub: Hub, sort: 'report' | 'outcome'): Promise<string> {
  const row = await hub.db.selectFrom('outcome_document').select('id').where('sort', '=', sort).executeTakeFirstOrThrow()
  return row.id
}

export const draftOf = (hub: Hub, document: string): Promise<Draft> => answered<Draft>(hub, 'mai', ['GET', `/documents/${document}/draft`])

/** The part that is called so, or that says so. */
export async function partOf(hub: Hub, document: string, words: string, language = 'en'): Promise<DraftSection> {
  const sections = (await draftOf(hub, document)).languages.find((one) => one.language === language)?.sections ?? []
  const found = sections.find((one) => one.heading === words || one.sentences.some(({ text }) => text.includes(words)))
  if (found === undefined) throw new Error(`no part ${words} among ${sections.map((one) => one.heading).join(', ')}`)
  return found
}

export const writePart = (hub: Hub, document: string, { number, ...part }: DraftSection, sentences: readonly object[], language = 'en') =>
  answered(hub, 'mai', ['PUT', `/documents/${document}/languages/${language}/sections/${number}`], { ...part, sentences })
