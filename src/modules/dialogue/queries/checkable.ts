import { sql } from 'kysely'
import { gunzipSync } from 'node:zlib'
import {
  unpackSnapshot,
  withoutPeople,
  type Conversation,
  type PublicKey,
  type SignatureFile,
  type Snapshot,
  type StatementInput,
} from '#deliberation'
import type { Reader } from '../../../platform/db.ts'
import type { Outside } from '../../../platform/outside.ts'
import { FEWEST_SHOWN, isHidden } from '../rules.ts'
import type { StepQuestion } from '../thread.ts'
import { countVoters } from './voters.ts'

/** What a page says of the result that anybody can check. */
export type CheckableHead = {
  readonly version: number
  readonly computedAt: Date
  readonly certificate: string
  readonly key: string
  /** The address of the hub that worked it out and signed it: this one, or the one from which the body came. */
  readonly hub: string
  /** Where that hub says what can be checked of votes that were cast hidden; absent where they were not. */
  readonly ballots?: string
}

/** The last result that anybody can recompute, with all that is needed for it. */
export type Checkable = CheckableHead & {
  /** Canonical JSON; its SHA-256 is the certificate. */
  readonly document: string
  readonly signature: SignatureFile
  readonly statements: readonly StatementInput[]
  /** Null where the votes are sealed, or lie in the table of imported votes. */
  readonly snapshot: Snapshot | null
}

/** The signature has a digest for each statement, of which a page needs none. */
const keySigning = sql<string>`signature -> 'statement' ->> 'key'`
const hubSigning = sql<string>`signature -> 'statement' ->> 'hub'`

/** Null: nothing can be checked yet. */
export async function checkableHead(db: Reader, dialogueId: string): Promise<CheckableHead | null> {
  const row = await db
    .selectFrom('checkable_result')
    .innerJoin('dialogue', 'dialogue.id', 'checkable_result.dialogue_id')
    .select(['version', 'computed_at', 'certificate', keySigning.as('key'), hubSigning.as('hub'), 'participation'])
    .where('dialogue_id', '=', dialogueId)
    .executeTakeFirst()
  if (row === undefined) return null
  const { version, computed_at: computedAt, certificate, key, hub, participation } = row
  return {
    version,
    computedAt,
    certificate,
    key,
    hub,
    ...(isHidden(participation) ? { ballots: `${hub}/dialogues/${dialogueId}/ballots` } : {}),
  }
}

export async function readCheckable(db: Reader, dialogueId: string): Promise<Checkable | null> {
  const row = await db.selectFrom('checkable_result').selectAll().where('dialogue_id', '=', dialogueId).executeTakeFirst()
  if (row === undefined) return null
  const signature = signatureIn(row.signature)
  return {
    version: row.version,
    computedAt: row.computed_at,
    certificate: row.certificate,
    key: signature.statement.key,
    hub: signature.statement.hub,
    document: gunzipSync(row.document).toString('utf8'),
    signature,
    statements: row.statements as readonly StatementInput[],
    snapshot: row.votes === null ? null : unpackSnapshot(gunzipSync(row.votes)),
  }
}

/** signature.json as it is given out: with the history of today where that still names the key, else with the one of then. */
export function signatureFile({ signature }: Checkable, { signer }: Pick<Outside, 'signer'>): SignatureFile {
  const keys: readonly PublicKey[] = signer.history()
  return keys.some(({ id }) => id === signature.statement.key) ? { ...signature, keys } : signature
}

/** The same for another hub, which keeps it: whoever checks it there finds the whole history of the keys of the hub that signed it. */
export function signedElsewhere(held: unknown, { history }: Outside['signer']): SignatureFile {
  const signature = signatureIn(held)
  const keys: readonly PublicKey[] = history()
  return keys.some(({ id }) => id === signature.statement.key) ? { ...signature, keys } : signature
}

/** This room wrote it. */
const signatureIn = (signature: unknown): SignatureFile => signature as SignatureFile

/**
 * What the thread is asked for beside the next result, or null: the step that anybody can check stays. While a dialogue is open a step
 * is made when ten more people voted since the last, or one in a hundred where that is more: what one person did between two steps is
 * hidden among what the others did. Once it is over, each result of ten people or more can be checked. Sealed dialogues give no votes.
 */
export async function stepDue(db: Reader, dialogueId: string, readAt: Date): Promise<StepQuestion | null> {
  const dialogue = await db
    .selectFrom('dialogue')
    .leftJoin('result', 'result.dialogue_id', 'dialogue.id')
    .leftJoin('checkable_result', 'checkable_result.dialogue_id', 'dialogue.id')
    .select(['dialogue.state', 'dialogue.origin', 'dialogue.publication'])
    .select(['result.participants', 'checkable_result.computed_at as step_at'])
    .where('dialogue.id', '=', dialogueId)
    .executeTakeFirst()
  if (dialogue === undefined) return null
  if (dialogue.origin === 'polis') return { before: null, fewest: 0, withVotes: false }
  if (dialogue.publication !== 'votes') return null
  // By its row and not by a clock: whoever closes waits for votes on their way, and one of them alone between two steps could be read.
  if (dialogue.state !== 'open') return { before: null, fewest: FEWEST_SHOWN, withVotes: true }
  const fewest = Math.max(FEWEST_SHOWN, Math.ceil((dialogue.participants ?? 0) / 100))
  // Where there is none, whoever works out the result has counted the people by then.
  if (dialogue.step_at === null) return { before: null, fewest, withVotes: true }
  if ((await countVoters(db, dialogueId, { after: dialogue.step_at, until: readAt })) < fewest) return null
  const before = await db
    .selectFrom('checkable_result')
    .select(['statements', 'votes'])
    .where('dialogue_id', '=', dialogueId)
    .executeTakeFirst()
  if (before === undefined || before.votes === null) return { before: null, fewest, withVotes: true }
  const statements = (before.statements as readonly StatementInput[]).map(({ id }) => id)
  return { before: { statements, votes: before.votes }, fewest, withVotes: true }
}

/**
 * The votes of the step without those of participants who are taken out; null where none of them is in it. Their votes must go from what is
 * given out, and a newer step must not come sooner for it: it would show what fewer than ten people did since.
 */
export async function stepWithoutRemoved(db: Reader, dialogueId: string, removed: readonly number[]): Promise<Conversation | null> {
  const step = await readCheckable(db, dialogueId)
  if (step === null || step.snapshot === null) return null
  const rest = withoutPeople(step.snapshot, new Set(removed))
  return rest.rows.participants.length === step.snapshot.rows.participants.length ? null : { statements: step.statements, votes: rest.rows }
}
