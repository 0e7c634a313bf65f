import type { JSONColumnType } from 'kysely'

export type Kind = 'practice' | 'guide' | 'course' | 'tool'
export type EntryState = 'draft' | 'proposed' | 'declined' | 'published' | 'archived'
export type Licence = 'cc-by' | 'cc-by-sa' | 'cc0' | 'reserved'
export type Trial = 'worked' | 'changed' | 'failed'
export type Translator = 'person' | 'machine'
export type Audience = 'everybody' | 'verified'
export type OfferState = 'waiting' | 'paired' | 'declined' | 'withdrawn'
export type EndedFor = 'helped' | 'not-needed' | 'elsewhere' | 'time'
export type Known = 'yes' | 'no' | 'unknown'
export type Day = string

/** Parts of a text by what they are called: `did`, `unit-2-title`. */
export type EntryWords = Readonly<Record<string, string>>
/** What is the same in every language. */
export type Facts = {
  readonly sources: readonly string[]
  readonly oldPhones: Known
  readonly offline: Known
  /** By the code of the risk; the evidence is an address or empty. */
  readonly risks: Readonly<Record<string, { readonly answer: Known; readonly evidence: string }>>
}

declare module '../../platform/db.ts' {
  interface Tables {
    library_entry: {
      id: string
      kind: Kind
      /** In whose name; null: in that of the identity alone. */
      body_id: string | null
      /** Who looks after it; null: somebody who has left, or was never named. */
      person_id: string | null
      language: string
      state: EntryState
      hidden_for: string | null
      licence: Licence
      /** About law: then it is looked at again within twelve months. */
      law: boolean
      review_months: number
      checked_on: Day | null
      review_on: Day | null
      /** The newest text. */
      version: number
      /** The text that everybody reads; null: none yet. */
      shown: number | null
      /** What is searched, of all languages, without accents. */
      found_by: string
      /** The note of the peer assist that it came from. */
      assist_id: string | null
      /** A text waits for one reader until `answer_by`. */
      proposed_at: Date | null
      answer_by: Date | null
      decided_at: Date | null
      /** Why the last proposal was declined. */
      reason: string | null
      reason_language: string | null
      published_at: Date | null
      made_at: Date
    }
    library_version: {
      entry_id: string
      version: number
      title: string
      summary: string
      words: JSONColumnType<EntryWords, string, string>
      facts: JSONColumnType<Facts, string, string>
      person_id: string | null
      written_at: Date
    }
    library_translation: {
      entry_id: string
      language: string
      /** The version of the original that was translated. */
      follows: number
      title: string
      summary: string
      words: JSONColumnType<EntryWords, string, string>
      translator: Translator
      translator_name: string
      person_id: string | null
      checked: boolean
      checked_by: string | null
      written_at: Date
    }
    library_subject: { entry_id: string; sort: 'topic' | 'place' | 'body'; subject: string }
    library_trial: {
      entry_id: string
      body_id: string
      outcome: Trial
      text: string
      language: string
      year: number
      person_id: string | null
      told_at: Date
    }
    library_keeper: { person_id: string; named_at: Date }
    assist: {
      id: string
      body_id: string
      person_id: string | null
      language: string
      question: string
      context: string
      tried: string
      kinds: string[]
      languages: string[]
      audience: Audience
      until: Day
      state: 'open' | 'closed'
      ended_for: EndedFor | null
      hidden_for: string | null
      made_at: Date
      ended_at: Date | null
    }
    assist_offer: {
      assist_id: string
      /** Who offers. */
      body_id: string
      person_id: string | null
      who: string
      available: string
      lived: string
      language: string
      state: OfferState
      offered_at: Date
      answer_by: Date
      decided_at: Date | null
    }
    assist_meeting: {
      assist_id: string
      body_id: string
      starts_at: Date
      minutes: number
      place: string
      /** Goes up with each change of the hour: a calendar knows it again. */
      changes: number
      held: boolean | null
      person_id: string | null
    }
    assist_note: {
      assist_id: string
      body_id: string
      version: number
      title: string
      did: string
      came: string
      failed: string
      language: string
      asker_agreed: boolean
      helper_agreed: boolean
      person_id: string | null
      written_at: Date
      agreed_at: Date | null
      entry_id: string | null
    }
  }
}
