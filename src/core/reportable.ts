import type { Verdict } from '#base'
import type { Actor } from './actor.ts'
import type { Asked, Command } from './command.ts'
import type { EventDraft } from './event.ts'
import { readInput } from './input.ts'
import type { Reader, Tx } from '../platform/db.ts'
import type { Outside } from '../platform/outside.ts'

/** Who does the deed around it, and when. */
export type Around = Omit<Asked<unknown>, 'input'>

/**
 * The deed of another room as a part of one's own, in the same transaction: its facts are read and held. Whoever prepared it asks `may`,
 * calls `run` once and tells what `tell` says, so both commit or neither does.
 */
export type Prepared = { readonly may: Verdict; run(): Promise<void>; tell(): readonly EventDraft[] }

export async function prepare<Input, Facts, Result>(
  tx: Tx,
  command: Command<Input, Facts, Result>,
  raw: unknown,
  around: Around,
): Promise<Prepared> {
  const asked = { ...around, input: readInput(command.input, raw) }
  const known = { ...asked, facts: await command.facts(tx, asked) }
  const done: Result[] = []
  return {
    may: command.may(known),
    async run() {
      done.push(await command.run(tx, known))
    },
    tell: () => done.flatMap((result) => command.tell({ ...known, result })),
  }
}

/** A rule that was published before the thing was written: its code, its sentence in the books, and the category of the DSA it comes nearest to. */
export type PublishedRule = { readonly code: string; readonly message: string; readonly category: string }

/** One rule has one category, in whichever room it is published: the one that it comes nearest to of those of the Digital Services Act's database. */
export const CATEGORY_OF = {
  'one-idea': 'SCOPE_OF_PLATFORM_SERVICE',
  'on-topic': 'SCOPE_OF_PLATFORM_SERVICE',
  'not-twice': 'SCOPE_OF_PLATFORM_SERVICE',
  'said-already': 'SCOPE_OF_PLATFORM_SERVICE',
  'no-advert': 'SCOPE_OF_PLATFORM_SERVICE',
  'can-be-understood': 'SCOPE_OF_PLATFORM_SERVICE',
  'a-promise': 'SCOPE_OF_PLATFORM_SERVICE',
  'no-attack': 'ILLEGAL_OR_HARMFUL_SPEECH',
  'no-pressure': 'ILLEGAL_OR_HARMFUL_SPEECH',
  'no-personal-data': 'DATA_PROTECTION_AND_PRIVACY_VIOLATIONS',
  'no-deceit': 'SCAMS_AND_FRAUD',
} as const

/** `scope` is what it belongs to (a dialogue), `subject` what it is called there. */
export type ThingId = { readonly sort: string; readonly scope: string; readonly subject: string }

type Place = Pick<ThingId, 'scope' | 'subject'>

/** Something that was published and can be reported, as far as a stranger may know it: nothing in it says who wrote it. */
export type Thing = ThingId & {
  /** The body whose moderators decide. */
  readonly bodyId: string
  readonly path: string
  readonly text: string
  readonly language: string
  /** Where it stands: the dialogue's title. */
  readonly place: { readonly text: string; readonly language: string; readonly path: string }
  /** False: it is hidden now. */
  readonly published: boolean
  readonly rules: readonly PublishedRule[]
  readonly writtenAt: Date
}

/** Stands for "it breaks a law" where otherwise the code of a published rule stands. */
export const BY_LAW = 'law'

/** One sort of thing that one room lets be reported. */
export type Reportable = {
  readonly sort: string
  /** What the link to the form says (“Report this commitment”), by its key in the books; without it, a sentence that fits anything. */
  readonly report?: string
  /** Every rule that a place of this sort can publish. */
  readonly rules: readonly PublishedRule[]
  /** By the address of its page; null where the one who asks finds nothing published there. */
  at(db: Reader, path: string, actor: Actor, outside: Pick<Outside, 'keys'>): Promise<Thing | null>
  /** Published or hidden by now; null where it is gone. The keys are for rooms whose words lie under a seal. */
  byId(db: Reader, id: Place, actor: Actor, outside: Pick<Outside, 'keys'>): Promise<Thing | null>
  /** Whether the one who asks wrote it: they may not decide about it. */
  isBy(db: Reader, id: Place, who: { readonly actor: Actor; readonly outside: Pick<Outside, 'keys'> }): Promise<boolean>
  /** Which of these each of the accounts wrote, in one reading: for what they are to hear of them. */
  whichAreBy(
    db: Reader,
    ids: readonly Place[],
    who: { readonly accounts: readonly string[]; readonly outside: Pick<Outside, 'keys'> },
  ): Promise<readonly (Place & { readonly account: string })[]>
  /** Take it from the public, for a rule or for BY_LAW. */
  hide(tx: Tx, id: Place, rule: string, around: Around): Promise<Prepared>
  show(tx: Tx, id: Place, around: Around): Promise<Prepared>
}

type Tagged = Place & { readonly tag: Buffer | null }

/** For `whichAreBy` where what was written lies under a tag of its author's account: those of these accounts, each with its author. */
export function ownedBy(
  rows: readonly Tagged[],
  accounts: readonly string[],
  tagsOf: (scope: string, account: string) => readonly Buffer[],
): readonly (Place & { readonly account: string })[] {
  const owners = new Map(
    [...new Set(rows.map(({ scope }) => scope))].flatMap((scope) =>
      accounts.flatMap((account) => tagsOf(scope, account).map((tag) => [tag.toString('hex'), account] as const)),
    ),
  )
  return rows.flatMap(({ scope, subject, tag }) => {
    const account = owners.get(tag?.toString('hex') ?? '')
    return account === undefined ? [] : [{ scope, subject, account }]
  })
}
