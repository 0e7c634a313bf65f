import { checkCheckpoint, ED25519, keyOf, readPolicy, vkeyOf, type Key, type Policy, type PolicyWitness, type Witnessed } from '#merkle-log'
import type { Reader } from '../../../platform/db.ts'
import { verifyEd25519 } from '../../../platform/ed25519.ts'
import type { LogBook } from '../../../platform/log-book.ts'
import type {} from '../tables.ts'
import type { Signed } from './tree.ts'

/** The key of this log; null: it was never signed. */
export function keyOfLog({ origin, publicKey }: LogBook): Key | null {
  const held = publicKey()
  return held === null ? null : keyOf(origin, ED25519, held)
}

/** Whose signatures count here: this log's, and those of the witnesses that whoever runs the hub named. `fault`: the line that cannot be read. */
export function policyHere(log: LogBook): { readonly policy: Policy; readonly fault: number | null } | null {
  const key = keyOfLog(log)
  if (key === null) return null
  const alone: Policy = { logs: [{ key, url: null }], witnesses: [], groups: [], quorum: null }
  const text = log.witnesses()
  if (text === null) return { policy: alone, fault: null }
  const read = readPolicy(/^quorum[ \t]/m.test(text) ? text : `${text}\nquorum none\n`)
  if ('fault' in read) return { policy: alone, fault: read.line }
  // Whatever the file says of logs, this one is this one.
  return { policy: { ...read, logs: [{ key, url: null }] }, fault: null }
}

export type ShownWitness = {
  readonly name: string
  readonly vkey: string
  /** What it signed last; null: nothing that is here. */
  readonly size: number | null
  readonly signedAt: Date | null
  readonly alarm: boolean
}

export async function witnessesShown(db: Reader, log: LogBook): Promise<readonly ShownWitness[]> {
  const witnesses = policyHere(log)?.policy.witnesses ?? []
  const signed = await db
    .selectFrom('log_cosignature')
    .select(['witness', 'size', 'signed_at'])
    .distinctOn('witness')
    .where('log', '=', log.number())
    .orderBy('witness')
    .orderBy('size', 'desc')
    .execute()
  const alarms = await db.selectFrom('log_alarm').select('witness').where('log', '=', log.number()).execute()
  return witnesses.map(({ name, key }) => {
    const last = signed.find(({ witness }) => witness === name)
    return {
      ...{ name, vkey: vkeyOf(key), size: last?.size ?? null, signedAt: last?.signed_at ?? null },
      alarm: alarms.some(({ witness }) => witness === name),
    }
  })
}

/** Which witnesses of ours signed this note, as far as their signatures hold. */
export async function witnessedBy(note: string, policy: Policy): Promise<readonly Witnessed[]> {
  return (await checkCheckpoint(note, policy, verifyEd25519)).witnessed
}

export const withAddress = ({ witnesses }: Policy): readonly (PolicyWitness & { readonly url: string })[] =>
  witnesses.flatMap((one) => (one.url === null ? [] : [{ ...one, url: one.url }]))

/** Lines of witnesses under the head of that size, in the order of their names. */
export async function cosignaturesOf(db: Reader, { log, size }: Pick<Signed, 'log' | 'size'>): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('log_cosignature')
    .select('line')
    .where('log', '=', log)
    .where('size', '=', size)
    .orderBy('witness')
    .execute()
  return rows.map(({ line }) => line)
}
