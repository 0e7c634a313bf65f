import type { Reader } from '../platform/db.ts'
import type { Outside } from '../platform/outside.ts'
import type { Actor } from './actor.ts'
import type { Event } from './event.ts'

/**
 * What an entry of the public log can be: its `t`. The words of the log outlive the rooms that say them, so they stand here and not there, and one that
 * was used is never given another meaning.
 */
export const ENTRY_KINDS = [
  ...(['dialogue.opened', 'dialogue.closed', 'dialogue.answered', 'dialogue.edited', 'result.signed'] as const),
  ...(['statement.published', 'statement.withdrawn', 'statement.declined', 'intervention.published', 'intervention.corrected'] as const),
  ...(['moderation.decided', 'appeal.decided', 'recommendation.answered'] as const),
  ...(['commitment.made', 'commitment.changed', 'commitment.ended', 'outcome.released'] as const),
  ...(['body.verified', 'body.lapsed', 'charter.published', 'day.counted'] as const),
  ...(['issuer.key', 'issuer.counted', 'ballots.opened', 'client.released'] as const),
  ...(['log.ended', 'log.begun'] as const),
] as const
export type EntryKind = (typeof ENTRY_KINDS)[number]

/** What can stand in an entry: plain JSON. Numbers are whole, so that every reader writes them alike. */
export type EntryValue = string | number | boolean | null | readonly EntryValue[] | { readonly [name: string]: EntryValue }
export type EntryFields = Readonly<Record<string, EntryValue>>

/** Words that somebody wrote: the log holds a salted digest of them, and once they are gone the salt goes too. */
export type Committed = { readonly sort: string; readonly id: string; readonly value: EntryValue }

/** Ids, codes, numbers, days and digests. Nothing that a person wrote or is, but as what it commits to. */
export type Entry = { readonly t: EntryKind; readonly fields: EntryFields; readonly committed?: Committed }

/** An event as the log takes it in: neither who did it nor at which second. */
export type RecordedEvent = Pick<Event, 'kind' | 'scope' | 'subject' | 'data' | 'visibility'> & {
  /** A day of Greenwich: `2026-03-01`. */
  readonly day: string
}

/** How one kind of event becomes an entry, read in the transaction that takes it in; null: this one is not for the log. */
export type Recorded = {
  readonly kind: string
  /**
   * True where people write: taken in when the day is over, with all others of that day and in no order of time. A log that is signed every minute would
   * tell else who wrote while who was there.
   */
  readonly daily?: true
  entry(db: Reader, event: RecordedEvent, outside: Pick<Outside, 'signer'>): Promise<Entry | null>
}

/** What still stands of something that was committed to; `shown`: everybody may read it. */
export type Standing = { readonly value: EntryValue; readonly shown: boolean }

export type CommittedSort = {
  readonly sort: string
  /** Kinds of events after which one of them may be gone, and which one; null: none. */
  readonly takenBy: Readonly<Record<string, (event: Pick<Event, 'scope' | 'subject'>) => string | null>>
  /** As what something that is shown is called here, where its sort is the same as that by which it is reported. */
  ofThing?(shown: { readonly scope: string; readonly subject: string }): string
  /** Those of these that still stand. Who is not in it is gone: erased, withdrawn or hidden. */
  standing(db: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, Standing>>
}

/** What somebody gave that an entry covers, said to themself alone: what a receipt of it is made of. */
export type OwnPart = {
  /** As it stands in the receipt's file. */
  readonly file: EntryFields
  /** As one line for paper: what ties what is printed to the certificate. */
  readonly code: readonly string[]
  readonly given: readonly {
    readonly number: number
    readonly said: { readonly text: string; readonly language: string } | null
    readonly choice: 'agree' | 'disagree' | 'pass'
  }[]
}

/** Entries of one kind beside which whoever took part keeps a receipt of their own. Nothing of it is stored, and nobody else is told it. */
export type OwnSort = {
  /** By what name a page of one's own asks for it. */
  readonly sort: string
  readonly t: EntryKind
  /** The certificate that holds now, to be found in the newest entry; `withheld`: what single people gave is told to nobody. */
  newest(db: Reader, scope: string): Promise<{ readonly certificate: string | null; readonly withheld: boolean }>
  /** Null: not the newest, or they are not in it. */
  read(db: Reader, fields: EntryFields, who: { readonly actor: Actor; readonly outside: Pick<Outside, 'keys'> }): Promise<OwnPart | null>
}

/** What a room hands over for the public log (room transparency), which learns of no room. */
export type Records = {
  readonly entries: readonly Recorded[]
  /** Kinds of events of which the log says every day how many there were, and nothing else; by the name that it gives them. */
  readonly counts?: Readonly<Record<string, string>>
  readonly committed?: readonly CommittedSort[]
  readonly own?: readonly OwnSort[]
}

/** An entry that is made of what the event itself tells, where everybody may know of it. */
export const recordedAs = (kind: string, t: EntryKind, fields: (event: RecordedEvent) => EntryFields): Recorded => ({
  kind,
  entry: async (_db, event) => (event.visibility === 'public' ? { t, fields: fields(event) } : null),
})

/** What all rooms hand over, as one. */
export type AllRecords = {
  readonly byKind: ReadonlyMap<string, Recorded>
  readonly counts: ReadonlyMap<string, string>
  readonly committed: ReadonlyMap<string, CommittedSort>
  readonly own: readonly OwnSort[]
}

export function recordsFrom(records: readonly Records[]): AllRecords {
  return {
    byKind: new Map(records.flatMap(({ entries }) => entries.map((one) => [one.kind, one] as const))),
    counts: new Map(records.flatMap(({ counts = {} }) => Object.entries(counts))),
    committed: new Map(records.flatMap(({ committed = [] }) => committed.map((one) => [one.sort, one] as const))),
    own: records.flatMap(({ own = [] }) => own),
  }
}
