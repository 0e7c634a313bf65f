import { isUuid } from '#base'
import type { Citable, Source } from '../../../core/citable.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Commitment } from '../policy.ts'
import { pathOf, practicePathOf, QUARTER, reportsPathOf } from '../rules.ts'
import { hiddenOnes } from './body-reports.ts'
import { bodyNames } from './cards.ts'
import { selectCommitments } from './facts.ts'
import { wordingsOf } from './parts.ts'
import { practiceTexts, selectPractices } from './practices.ts'
import { reportVersions } from './reports.ts'

/** Original words; of what was taken back or hidden none. */
async function commitmentSources(db: Reader, rows: readonly Commitment[], locale: string): Promise<readonly Source[]> {
  const agreed = rows.filter(({ acceptedOn }) => acceptedOn !== null)
  const texts = await wordingsOf(
    db,
    agreed.map(({ id }) => id),
  )
  const nameOf = await bodyNames(
    db,
    agreed.map(({ leadBody }) => leadBody),
    locale,
  )
  return agreed.flatMap((row): Source[] => {
    const { id, language, version, sessionId, sourceSort, sourceId, madeAt } = row
    const wording = texts.find((one) => one.commitment === id && one.language === language && one.version === version)
    if (wording === undefined) return []
    const gone = row.hiddenFor !== null || row.state === 'withdrawn'
    return [
      {
        ...{ sort: 'commitment', id, path: pathOf(id), language, version: version + (gone ? 1 : 0), session: sessionId, question: null },
        ...{ state: gone ? 'withdrawn' : 'standing', text: gone ? '' : `${wording.title}\n${wording.text}`, at: madeAt },
        speaker: gone ? null : nameOf(row.leadBody).name,
        from: sourceSort === null || sourceId === null ? [] : [{ sort: sourceSort, id: sourceId }],
      },
    ]
  })
}

/** A report is called by its body and its quarter: `<body>.2026-Q1`. */
async function reportSource(db: Reader, id: string, locale: string): Promise<readonly Source[]> {
  const [body = '', quarter = ''] = id.split('.')
  if (!isUuid(body) || !QUARTER.test(quarter)) return []
  const report = (await reportVersions(db, body, quarter)).at(-1)
  if (report === undefined) return []
  const hidden = await hiddenOnes(db, body)
  const lines = report.lines.filter(({ commitment }) => !hidden.has(commitment))
  const lead = (await bodyNames(db, [body], locale))(body)
  return [
    {
      ...{ sort: 'action-report', id, path: `${reportsPathOf(lead.slug)}/${quarter}`, text: lines.map(({ done }) => done).join('\n') },
      ...{ language: report.language, version: report.version, state: 'standing', session: null, question: null },
      ...{ speaker: lead.name, at: report.sentAt, from: lines.map(({ commitment }) => ({ sort: 'commitment', id: commitment })) },
    },
  ]
}

/** What a body learnt is quoted as it is said in its own language; hidden, or of a commitment that is, without its words. */
async function practiceSources(db: Reader, ids: readonly string[], locale: string): Promise<readonly Source[]> {
  const rows =
    ids.length === 0
      ? []
      : await selectPractices(db)
          .where('commitment_id', 'in', [...ids])
          .execute()
  if (rows.length === 0) return []
  const known = rows.map(({ commitment }) => commitment)
  const texts = await practiceTexts(db, known)
  const commitments = await selectCommitments(db).where('id', 'in', known).orderBy('made_at').orderBy('id').execute()
  const nameOf = await bodyNames(
    db,
    commitments.map(({ leadBody }) => leadBody),
    locale,
  )
  return commitments.flatMap((commitment): Source[] => {
    const { id, sessionId, leadBody } = commitment
    const row = rows.find((one) => one.commitment === id)
    const text = texts.find((one) => one.commitment === id && one.language === row?.language && one.version === row.version)
    if (row === undefined || text === undefined) return []
    const gone = row.hiddenFor !== null || commitment.hiddenFor !== null
    return [
      {
        ...{ sort: 'practice', id, path: practicePathOf(id), language: row.language, session: sessionId, question: null },
        ...{ version: row.version + (gone ? 1 : 0), state: gone ? 'withdrawn' : 'standing', at: new Date(`${text.writtenOn}T12:00:00Z`) },
        text: gone ? '' : [text.title, text.did, text.worked, text.failed].join('\n'),
        ...{ speaker: gone ? null : nameOf(leadBody).name, from: [{ sort: 'commitment', id }] },
      },
    ]
  })
}

export const citables: readonly Citable[] = [
  {
    sort: 'commitment',
    takenBy: ['commitments.commitment.withdrawn', 'commitments.commitment.hidden'],
    ofSession: async (db, session, locale) =>
      commitmentSources(
        db,
        await selectCommitments(db).where('session_id', '=', session).orderBy('made_at').orderBy('id').execute(),
        locale,
      ),
    async byIds(db, ids, locale) {
      const known = ids.filter(isUuid)
      return known.length === 0 ? [] : commitmentSources(db, await selectCommitments(db).where('id', 'in', known).execute(), locale)
    },
  },
  {
    // It belongs to a body and to no session.
    sort: 'action-report',
    takenBy: [],
    ofSession: async () => [],
    async byIds(db, ids, locale) {
      return (await Promise.all(ids.map((id) => reportSource(db, id, locale)))).flat()
    },
  },
  {
    sort: 'practice',
    takenBy: ['commitments.practice.hidden', 'commitments.commitment.hidden'],
    async ofSession(db, session, locale) {
      const of = await selectCommitments(db).where('session_id', '=', session).execute()
      return practiceSources(
        db,
        of.map(({ id }) => id),
        locale,
      )
    },
    byIds: (db, ids, locale) => practiceSources(db, ids.filter(isUuid), locale),
  },
]
