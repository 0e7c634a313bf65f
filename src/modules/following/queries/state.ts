import { z } from 'zod'
import type { Reader } from '../../../platform/db.ts'
import type { Keys } from '../../../platform/keys.ts'
import { FIRST_WEIGHTS, HEAVIEST, MUTE_SORTS, ORDERS, type Mute, type Order, type Weights } from '../rules.ts'
import type {} from '../tables.ts'

/** The order in which somebody reads, with what they give points for. */
export type Ordering = { readonly order: Order; readonly weights: Weights; readonly languages: readonly string[] }

/** All that lies under the seal of one account. */
export type State = Ordering & {
  /** What is followed, the first first, and what it weighs. */
  readonly follows: readonly (readonly [key: string, weight: number])[]
  readonly mutes: readonly Mute[]
  /** Where the reader stopped: everything of the feed that is older was seen. Nobody else ever hears of it. */
  readonly mark: string | null
}

export const FIRST_ORDERING: Ordering = { order: 'time', weights: FIRST_WEIGHTS, languages: [] }
export const FIRST_STATE: State = { ...FIRST_ORDERING, follows: [], mutes: [], mark: null }

const weight = z.int().min(0).max(HEAVIEST)
export const weightsShape = z.object({ half: z.int().min(1).max(8760), language: weight, awaits: weight, running: weight })
export const orderingShape = z.object({ order: z.enum(ORDERS), weights: weightsShape, languages: z.array(z.string().max(35)).max(50) })
const shape = orderingShape.extend({
  // There may be two thousand of them, read for each page: by hand that is ten times as fast.
  follows: z.custom<State['follows']>((value) => Array.isArray(value) && value.every(isFollow)),
  mutes: z.array(z.object({ sort: z.enum(MUTE_SORTS), what: z.string(), until: z.string().nullable() })),
  mark: z.string().nullable(),
})

function isFollow(value: unknown): boolean {
  if (!Array.isArray(value) || value.length !== 2) return false
  const [key, weighs]: readonly unknown[] = value
  return typeof key === 'string' && typeof weighs === 'number' && Number.isInteger(weighs) && weighs >= 0 && weighs <= HEAVIEST
}

const PURPOSE = 'following'
/** A seal is as long as what it holds: in steps of so many letters it says little of how much that is. */
const STEP = 1024

/** By the secret in use, then by older ones. */
export const ownerTags = (keys: Pick<Keys, 'tags'>, account: string): readonly Buffer[] => keys.tags(PURPOSE, account)

/** With whose it is, so that a seal that is moved to another row does not open as that one's. */
export function sealState(keys: Pick<Keys, 'seal'>, account: string, state: State): Buffer {
  const text = JSON.stringify([account, state])
  return keys.seal(PURPOSE, text.padEnd(Math.ceil(text.length / STEP) * STEP))
}

const sealedShape = z.tuple([z.string(), shape])

/** What lies under a seal, and whose it is. */
export function openSealed(keys: Pick<Keys, 'open'>, sealed: Buffer): { readonly account: string; readonly state: State } {
  const [account, state] = sealedShape.parse(JSON.parse(keys.open(PURPOSE, sealed)))
  return { account, state }
}

export function openState(keys: Pick<Keys, 'open'>, of: string, sealed: Buffer): State {
  const { account, state } = openSealed(keys, sealed)
  if (account !== of) throw new Error('what somebody follows lies under the tag of another account than the one it was sealed for')
  return state
}

export async function stateOf(db: Reader, keys: Pick<Keys, 'tags' | 'open'>, account: string | null): Promise<State> {
  if (account === null) return FIRST_STATE
  return (await statesOf(db, keys, [account])).get(account) ?? FIRST_STATE
}

/** Of many accounts at once, for the morning's letters; who follows nothing yet has no entry. */
export async function statesOf(
  db: Reader,
  keys: Pick<Keys, 'tags' | 'open'>,
  accounts: readonly string[],
): Promise<ReadonlyMap<string, State>> {
  const owners = new Map(accounts.flatMap((account) => ownerTags(keys, account).map((tag) => [tag.toString('hex'), account] as const)))
  if (owners.size === 0) return new Map()
  const tags = [...owners.keys()].map((hex) => Buffer.from(hex, 'hex'))
  const rows = await db.selectFrom('following_state').selectAll().where('owner_tag', 'in', tags).execute()
  return new Map(
    rows.flatMap(({ owner_tag: tag, sealed }) => {
      const account = owners.get(tag.toString('hex'))
      return account === undefined ? [] : [[account, openState(keys, account, sealed)] as const]
    }),
  )
}
