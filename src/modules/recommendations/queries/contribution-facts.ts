import type { Actor } from '../../../core/actor.ts'
import { labelShape } from '../../../core/label.ts'
import { refuse } from '../../../core/refused.ts'
import type { Reader } from '../../../platform/db.ts'
import type { Outside } from '../../../platform/outside.ts'
import { no } from '../refusals.ts'
import type { Attribution, ContributionSort, ContributionState, Office } from '../tables.ts'
import { holderTags, ownTags } from './holders.ts'

export type Contribution = {
  readonly id: string
  readonly sessionId: string
  readonly recommendation: string
  readonly sort: ContributionSort
  readonly attribution: Attribution
  readonly person: string | null
  readonly label: string | null
  readonly body: string | null
  readonly office: Office | null
  readonly text: string
  readonly language: string
  readonly onVersion: number
  readonly proposed: { readonly title: string; readonly text: string; readonly call: string } | null
  readonly state: ContributionState
  readonly writtenOn: string
  readonly version: number
  readonly reply: { readonly text: string; readonly language: string; readonly at: Date } | null
  readonly hiddenFor: string | null
}

export const selectContributions = (db: Reader) => db.selectFrom('recommendation_contribution').selectAll()
type Row = Awaited<ReturnType<ReturnType<typeof selectContributions>['execute']>>[number]

/** Without the tag: it is compared in the database and goes nowhere. */
export function contributionOf(row: Row): Contribution {
  const { proposed_title: title, proposed_text: text, proposed_call: call, reply, reply_language: tongue, replied_at: at } = row
  return {
    ...{ id: row.id, sessionId: row.session_id, recommendation: row.recommendation_id, sort: row.sort, attribution: row.attribution },
    ...{ person: row.person_id, label: row.label, body: row.body_id, office: row.office, text: row.text, language: row.language },
    ...{ onVersion: row.on_version, state: row.state, writtenOn: row.written_on, version: row.version, hiddenFor: row.hidden_for },
    proposed: text === null ? null : { title: title ?? '', text, call: call ?? '' },
    reply: reply === null || tongue === null || at === null ? null : { text: reply, language: tongue, at },
  }
}

type Of = { readonly sessionId: string; readonly id: string }

/** To one recommendation, by the day; within a day the order says nothing. */
export async function contributionsTo(db: Reader, { sessionId, id }: Of): Promise<readonly Contribution[]> {
  const rows = await selectContributions(db)
    .where('session_id', '=', sessionId)
    .where('recommendation_id', '=', id)
    .orderBy('written_on')
    .orderBy('id')
    .execute()
  return rows.map(contributionOf)
}

export async function contributionById(db: Reader, sessionId: string, id: string): Promise<Contribution | null> {
  const row = await selectContributions(db).where('session_id', '=', sessionId).where('id', '=', id).executeTakeFirst()
  return row === undefined ? null : contributionOf(row)
}

export const demandContribution = async (db: Reader, of: Of, id: string): Promise<Contribution> => {
  const found = await contributionById(db, of.sessionId, id)
  return found !== null && found.recommendation === of.id ? found : refuse(no('recommendation.contribution-missing'))
}

type Asking = { readonly actor: Actor; readonly outside: Pick<Outside, 'keys'> }

/** Those that an account wrote under whichever name, and those of a body in whose name the actor asks. */
export async function ownContributions(
  db: Reader,
  { sessionId, id }: Of,
  { actor, outside, body = null }: Asking & { readonly body?: string | null },
): Promise<readonly Contribution[]> {
  const tags = ownTags(sessionId, actor, outside)
  if (body === null && tags.length === 0) return []
  const select = selectContributions(db).where('session_id', '=', sessionId).where('recommendation_id', '=', id)
  const rows = await (body === null ? select.where('holder_tag', 'in', [...tags]) : select.where('body_id', '=', body)).execute()
  return rows.map(contributionOf)
}

/** Which of these each account wrote. */
export async function writtenBy(
  db: Reader,
  ids: readonly { readonly scope: string; readonly subject: string }[],
  { accounts, outside }: { readonly accounts: readonly string[]; readonly outside: Pick<Outside, 'keys'> },
): Promise<readonly { readonly scope: string; readonly subject: string; readonly account: string }[]> {
  if (ids.length === 0 || accounts.length === 0) return []
  const rows = await db
    .selectFrom('recommendation_contribution')
    .select(['session_id as scope', 'id as subject', 'holder_tag as tag'])
    .where((where) =>
      where(
        where.refTuple('session_id', 'id'),
        'in',
        ids.map(({ scope, subject }) => where.tuple(scope, subject)),
      ),
    )
    .execute()
  const holders = new Map(
    [...new Set(rows.map(({ scope }) => scope))].flatMap((scope) =>
      accounts.flatMap((account) => holderTags(scope, account, outside).map((tag) => [tag.toString('hex'), account] as const)),
    ),
  )
  return rows.flatMap(({ scope, subject, tag }) => {
    const account = tag === null ? undefined : holders.get(tag.toString('hex'))
    return account === undefined ? [] : [{ scope, subject, account }]
  })
}

/** Whether somebody else goes by this name in the session already. */
export async function labelTaken(db: Reader, sessionId: string, label: string | null, tags: readonly Buffer[]): Promise<boolean> {
  if (label === null) return false
  const rows = await db
    .selectFrom('recommendation_contribution')
    .select(['label', 'holder_tag as tag'])
    .where('session_id', '=', sessionId)
    .where('label', 'is not', null)
    .execute()
  return rows.some((row) => labelShape(row.label ?? '') === labelShape(label) && !tags.some((tag) => row.tag?.equals(tag) === true))
}
