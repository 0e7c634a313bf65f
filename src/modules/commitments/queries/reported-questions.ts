import type { Actor } from '../../../core/actor.ts'
import { refuse } from '../../../core/refused.ts'
import { CATEGORY_OF, type PublishedRule, type Reportable, type Thing } from '../../../core/reportable.ts'
import type { Reader } from '../../../platform/db.ts'
import { organisations } from '../../organisations/index.ts'
import { no } from '../refusals.ts'
import { questionPathOf } from '../rules.ts'
import { askerTags, isPublished, questionsOf, selectQuestions } from './questions.ts'
import { moderatedFacts, reportedAt } from './reported.ts'

/** A question promises nothing: it keeps to what is asked of everybody's words. */
const rules: readonly PublishedRule[] = [
  { code: 'no-personal-data', message: 'commitment.keeps.no-personal-data', category: CATEGORY_OF['no-personal-data'] },
  { code: 'no-attack', message: 'commitment.keeps.no-attack', category: CATEGORY_OF['no-attack'] },
]
const PAGE = /^\/commitments\/([0-9a-f-]{36})\/questions\/(\d{1,6})$/

async function rowOf(db: Reader, commitment: string, number: string) {
  return /^\d{1,6}$/.test(number) ? (await questionsOf(db, [commitment])).find((one) => one.number === Number(number)) : undefined
}

async function thingOf(db: Reader, scope: string, subject: string, actor: Actor): Promise<Thing | null> {
  const at = await reportedAt(db, scope, actor)
  const row = at === null ? undefined : await rowOf(db, scope, subject)
  if (at === null || row === undefined || row.text === null) return null
  return {
    ...{ sort: 'commitment-question', scope, subject, bodyId: at.bodyId, place: at.place, rules, text: row.text, language: row.language },
    ...{ path: questionPathOf(scope, row.number), writtenAt: new Date(`${row.askedOn}T00:00:00Z`) },
    published: isPublished(row) && at.row.hiddenFor === null,
  }
}

/** For a decision of moderation: who decides where the question is about that very body stands in `ofLead`. */
export async function moderatedQuestion(
  db: Reader,
  { commitment, question }: { readonly commitment: string; readonly question: number },
  actor: Actor,
) {
  const { standing, leadBody } = await moderatedFacts(db, commitment, actor)
  if ((await rowOf(db, commitment, String(question))) === undefined) return refuse(no('commitment.question-missing'))
  const own = await organisations.standingOf(db, leadBody, actor.person)
  return { standing, ofLead: own.member || own.convener || own.moderator }
}

export const reportableQuestion = (deeds: Pick<Reportable, 'hide' | 'show'>): Reportable => ({
  ...{ sort: 'commitment-question', rules, report: 'commitment.question.report-this' },
  async at(db, path, actor) {
    const [, commitment = '', number = ''] = PAGE.exec(path) ?? []
    const thing = await thingOf(db, commitment, number, actor)
    return thing?.published === true ? thing : null
  },
  byId: (db, { scope, subject }, actor) => thingOf(db, scope, subject, actor),
  async isBy(db, { scope, subject }, { actor: { account }, outside: { keys } }) {
    if (account === null) return false
    const row = await rowOf(db, scope, subject)
    return askerTags(keys, scope, account).some((tag) => row?.tag?.equals(tag) === true)
  },
  async whichAreBy(db, ids, { accounts, outside: { keys } }) {
    if (ids.length === 0 || accounts.length === 0) return []
    const scopes = [...new Set(ids.map(({ scope }) => scope))]
    const asked = new Set(ids.map(({ scope, subject }) => `${scope} ${subject}`))
    const rows = await selectQuestions(db).where('commitment_id', 'in', scopes).where('asker_tag', 'is not', null).execute()
    const owners = new Map(
      scopes.flatMap((scope) =>
        accounts.flatMap((account) => askerTags(keys, scope, account).map((tag) => [tag.toString('hex'), account] as const)),
      ),
    )
    return rows.flatMap(({ commitment: scope, number, tag }) => {
      const [subject, account] = [String(number), owners.get(tag?.toString('hex') ?? '')]
      return account === undefined || !asked.has(`${scope} ${subject}`) ? [] : [{ scope, subject, account }]
    })
  },
  ...deeds,
})
