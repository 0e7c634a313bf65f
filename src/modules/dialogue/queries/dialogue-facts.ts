import { isUuid } from '#base'
import { sql, type Selectable } from 'kysely'
import type { Actor } from '../../../core/actor.ts'
import { refuse } from '../../../core/refused.ts'
import { readWords, type Reader, type Tables } from '../../../platform/db.ts'
import { gatheringIn, oneForEach } from '../../../platform/gathering.ts'
import { keeping } from '../../../platform/keeping.ts'
import type { Keys } from '../../../platform/keys.ts'
import type { Outside } from '../../../platform/outside.ts'
import { readAfresh } from '../../../platform/replicas.ts'
import { organisations } from '../../organisations/index.ts'
import { maySee, type DialogueFacts, type Standing } from '../policy.ts'
import { no } from '../refusals.ts'
import { toldReason } from '../rules.ts'
import type { DialogueState, Participation, Publication, RemovalReason } from '../tables.ts'

export type Dialogue = DialogueFacts & {
  readonly id: string
  readonly slug: string
  readonly bodyId: string
  readonly state: DialogueState
  readonly origin: 'here' | 'polis'
  /** Where an imported conversation was held, if its files say so. */
  readonly source: string | null
  readonly participation: Participation
  readonly moderation: 'before' | 'after'
  readonly publication: Publication
  readonly languages: readonly string[]
  readonly rules: readonly string[]
  /** The country (ISO 3166) whose people abroad it is about; null: no one country. */
  readonly peopleFrom: string | null
  /** The session of a summit that it belongs to. */
  readonly session: string | null
}

type Lock = 'none' | 'share' | 'update'

/** By id or by the name in its address; with what the one who asks is in its body. Null: there is none that they may see. */
export async function dialogueFacts(db: Reader, ref: string, actor: Actor, lock: Lock = 'none'): Promise<Dialogue | null> {
  const row = await readRow(db, ref, lock)
  if (row === undefined) return null
  const dialogue = dialogueFrom(row, await standingOf(db, row.body_id, actor))
  return maySee(dialogue).ok ? dialogue : null
}

const NOTHING_HERE = { steward: false, convener: false, moderator: false, member: false }

/** As above, for a vote: what somebody is in the body is read only where it decides (a draft, or members alone). */
export async function dialogueToVoteOn(db: Reader, ref: string, actor: Actor, lock: Lock = 'none'): Promise<Dialogue | null> {
  const row = await readRow(db, ref, lock)
  if (row === undefined) return null
  return seenForVote(db, row, actor)
}

async function seenForVote(db: Reader, row: Selectable<Tables['dialogue']>, actor: Actor): Promise<Dialogue | null> {
  const decides = row.state === 'draft' || row.participation === 'members'
  const standing = decides
    ? await standingOf(db, row.body_id, actor)
    : { signedIn: actor.account !== null, operator: actor.operator, ...NOTHING_HERE }
  const dialogue = dialogueFrom(row, standing)
  return maySee(dialogue).ok ? dialogue : null
}

type Answering = { readonly participant: number; readonly removedFor: RemovalReason | null; readonly seen: readonly number[] }

/** The dialogue, who the one who asks is in it and what they have answered: all that the next statement depends on. */
export async function dialogueWithAnswers(
  db: Reader,
  ref: string,
  { actor, outside, now }: { readonly actor: Actor; readonly outside: Pick<Outside, 'keys'>; readonly now: Date },
): Promise<{ readonly dialogue: Dialogue | null; readonly answering: Answering | null }> {
  const id = await idNamed(db, ref)
  const row = id === null ? null : await known.get(id, now.getTime(), () => readAfresh(async () => (await readRow(db, id, 'none')) ?? null))
  if (id === null || row === null || !(isUuid(ref) || row.slug === ref)) {
    // What was kept of this name is no more: it is looked up once again.
    return forgetName(ref) ? dialogueWithAnswers(db, ref, { actor, outside, now }) : { dialogue: null, answering: null }
  }
  const answering = await answers(db)({ place: id, tags: holderTags(id, actor, outside) })
  return { dialogue: await seenForVote(db, row, actor), answering }
}

/** For whoever is shown statements; a deed reads the dialogue anew. It changes seldom, and what is decided about it is told (`forgetRouting`). */
const known = keeping<string, Selectable<Tables['dialogue']> | null>({ ms: 2000, most: 256 })
export const forgetDialogue = (id: string): void => known.forget(id)

// Asked for each card that is shown: those who ask at the same time are one reading. Their tags are selected, so that the server plans once (as sessions).
const READING = { lanes: 4, most: 100, patienceMs: 5 }

type Holding = { readonly place: string; readonly tags: readonly Buffer[] }

type AnsweringRow = Pick<Selectable<Tables['participant']>, 'number' | 'removed_for' | 'holder_tag'> & { readonly seen: readonly number[] }

const ASKED_ABOUT = `select participant.number, participant.removed_for, participant.holder_tag,
    to_json(array(select statement from vote where vote.dialogue_id = $2 and vote.participant = participant.number order by statement)) as seen
  from unnest((select $1::bytea[])) as asked (tag)
  cross join lateral (
    select number, removed_for, holder_tag from participant where dialogue_id = $2 and holder_tag = asked.tag limit 1
  ) participant` as const

const answers = oneForEach((db: Reader) =>
  gatheringIn<Holding, Answering | null>(READING, async (dialogue, asked) => {
    const rows = await readWords<AnsweringRow>(db, ASKED_ABOUT, [asked.flatMap(({ tags }) => tags), dialogue])
    return asked.map(({ tags }) => {
      const row = rows.find(({ holder_tag: held }) => held !== null && tags.some((tag) => tag.equals(held)))
      return row === undefined ? null : { participant: row.number, removedFor: toldReason(row.removed_for), seen: row.seen }
    })
  }),
)

/** Which dialogue an address names, so that its tags can be made without asking. What is wrong in here finds nothing, is forgotten, and is looked up again. */
const ids = new Map<string, string>()
const MOST_IDS = 1000

export async function idNamed(db: Reader, ref: string): Promise<string | null> {
  if (isUuid(ref)) return ref
  const known = ids.get(ref)
  if (known !== undefined) return known
  const row = await db.selectFrom('dialogue').select('id').where('slug', '=', ref).executeTakeFirst()
  if (row === undefined) return null
  if (ids.size >= MOST_IDS) ids.clear()
  ids.set(ref, row.id)
  return row.id
}

/** True where something was kept. */
export const forgetName = (ref: string): boolean => ids.delete(ref)

async function readRow(db: Reader, ref: string, lock: Lock): Promise<Selectable<Tables['dialogue']> | undefined> {
  const all = db
    .selectFrom('dialogue')
    .selectAll()
    .where(isUuid(ref) ? 'id' : 'slug', '=', ref)
  // A deed holds the dialogue still while it decides: it cannot be closed between the question and the write.
  return (lock === 'share' ? all.forShare() : lock === 'update' ? all.forUpdate() : all).executeTakeFirst()
}

const dialogueFrom = (row: Selectable<Tables['dialogue']>, standing: Standing): Dialogue => ({
  id: row.id,
  slug: row.slug,
  bodyId: row.body_id,
  state: row.state,
  origin: row.origin,
  source: row.source,
  opensAt: row.opens_at,
  closesAt: row.closes_at,
  answerBy: row.answer_by,
  participation: row.participation,
  mayAdd: row.may_add,
  moderation: row.moderation,
  publication: row.publication,
  languages: row.languages,
  rules: row.rules,
  peopleFrom: row.people_from,
  session: row.session_id,
  standing,
})

export async function standingOf(db: Reader, bodyId: string, actor: Actor): Promise<Standing> {
  const roles = await organisations.standingOf(db, bodyId, actor.person)
  return { signedIn: actor.account !== null, operator: actor.operator, ...roles }
}

/** As above, for deeds that have nothing to say where there is no such dialogue. */
export async function demandDialogue(db: Reader, ref: string, actor: Actor, lock: 'none' | 'share' | 'update' = 'none'): Promise<Dialogue> {
  return (await dialogueFacts(db, ref, actor, lock)) ?? refuse(no('dialogue.missing'))
}

/**
 * The tags under which somebody takes part in one dialogue: made with the hub's secret, so that the database alone
 * does not tell which account it was. A guest's key goes before an account: who began as a guest goes on as one.
 * The first is the one that is written; the others were, where the secret has been replaced. Empty: nobody who could take part.
 */
export function holderTags(dialogueId: string, actor: Actor, outside: Pick<Outside, 'keys'>): readonly Buffer[] {
  const key = actor.guestKey(dialogueId)
  if (key !== null) return outside.keys.tags('participant', dialogueId, 'guest', key)
  return actor.account === null ? [] : accountTags(dialogueId, actor.account, outside)
}

/** For `where` on a holder. With one tag, as it nearly always is, the plainest of comparisons; with more, one that can still be prepared. */
export function heldBy(tags: readonly Buffer[]) {
  const [tag, ...older] = tags
  const holder = sql.ref('participant.holder_tag')
  return older.length === 0 ? sql<boolean>`${holder} = ${tag ?? null}` : sql<boolean>`${holder} = any(array[${sql.join(tags)}]::bytea[])`
}

/** All under which the one who asks may have taken part here: a browser that holds a guest's key is signed in for all that. */
export function everyHolderTag(dialogueId: string, actor: Actor, outside: Pick<Outside, 'keys'>): readonly Buffer[] {
  const ofAccount = actor.account === null ? [] : accountTags(dialogueId, actor.account, outside)
  return [...holderTags(dialogueId, actor, outside), ...ofAccount]
}

/** Under which an account is found again, whatever its identities are called: for what is worked out for it while nobody looks. */
export const accountTags = (dialogueId: string, account: string, { keys }: { readonly keys: Pick<Keys, 'tags'> }): readonly Buffer[] =>
  keys.tags('participant', dialogueId, 'account', account)

export type Participant = {
  readonly number: number
  readonly author: number | null
  /** Why a moderator took them out of the result; null: they count. */
  readonly removedFor: RemovalReason | null
}

export async function participantOf(db: Reader, dialogueId: string, tags: readonly Buffer[]): Promise<Participant | null> {
  if (tags.length === 0) return null
  const row = await db
    .selectFrom('participant')
    .select(['number', 'author_number', 'removed_for'])
    .where('dialogue_id', '=', dialogueId)
    .where(heldBy(tags))
    .executeTakeFirst()
  return row === undefined ? null : { number: row.number, author: row.author_number, removedFor: toldReason(row.removed_for) }
}
