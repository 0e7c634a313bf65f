import type { ColumnType, Generated } from 'kysely'

export type DialogueState = 'draft' | 'open' | 'closed' | 'answered'
/** The last two are hidden: every account, or every member of the body, by a ballot box that knows neither. */
export type Participation = 'anyone' | 'account' | 'members' | 'hidden' | 'hidden-members'
export type Publication = 'votes' | 'aggregates'
export type StatementStatus = 'waiting' | 'published' | 'declined'
/** `intermediary`: said to a trusted intermediary; no participant is behind it. */
export type Voice = 'convener' | 'participant' | 'import' | 'intermediary'
export type VoteValue = -1 | 0 | 1
export type Office = 'steward' | 'convener' | 'moderator'
/** `operator`: whoever runs the hub, without an office in the body. */
export type WritingOffice = Office | 'operator'
export type RemovalReason = 'automated' | 'duplicate' | 'coordinated' | 'requested'
/** Of a sheet from a meeting: typed in by mistake, or taken back with all others of its meeting. No moderator judged a person. */
export type SheetReason = 'sheet-undone' | 'meeting-withdrawn'
export type MergeReason = 'same-words' | 'same-meaning' | 'same-in-another-language'

/** Number of the transaction that wrote the row last. The database gives it to a new row; who changes one adds `writtenNow`, which a test asks for. */
type Written = ColumnType<number, never, number>

declare module '../../platform/db.ts' {
  interface Tables {
    /** Each address once in the hub: the table of dialogues itself may be spread over several servers. */
    dialogue_address: { slug: string; dialogue_id: string }
    dialogue: {
      id: string
      slug: string
      body_id: string
      state: DialogueState
      origin: 'here' | 'polis'
      source: string | null
      languages: string[]
      opens_at: Date
      closes_at: Date
      answer_by: Date
      participation: Participation
      may_add: boolean
      moderation: 'before' | 'after'
      publication: Publication
      rules: string[]
      /** ISO 3166, two letters: whose people abroad it is about. */
      people_from: string | null
      statement_count: Generated<number>
      created_by: string | null
      created_at: Date
      opened_at: Date | null
      closed_at: Date | null
      answered_at: Date | null
      /** The session of a summit that it belongs to. */
      session_id: Generated<string | null>
      written: Written
    }
    dialogue_text: {
      dialogue_id: string
      language: string
      title: string
      summary: string
      background: string
      /** Null: before this was noted. */
      written_at: Generated<Date | null>
      office: Generated<WritingOffice | null>
    }
    /** Versions that were replaced, from the first on. */
    earlier_text: {
      dialogue_id: string
      sort: 'words' | 'answer'
      language: string
      number: number
      content: unknown
      written_at: Date | null
      office: WritingOffice | null
    }
    guiding_question: { dialogue_id: string; number: number; language: string; text: string }
    statement: {
      dialogue_id: string
      number: number
      text: string
      language: string
      question: number | null
      voice: Voice
      author_number: number | null
      status: StatementStatus
      seed: Generated<boolean>
      meta: Generated<boolean>
      declined_for: string | null
      note: string | null
      created_at: Date
      decided_at: Date | null
      /** When it was published for the first time. */
      published_at: Generated<Date | null>
      /** The statement that says the same, where moderators found one: nobody is asked about this one any more. */
      merged_into: Generated<number | null>
      merged_for: Generated<MergeReason | null>
      merged_at: Generated<Date | null>
      /** Made of the id that its form carried (`core/sending.ts`): what arrives twice is one. */
      sending: Generated<string | null>
      written: Written
    }
    /** As who an author speaks; without a row, as a participant. */
    voice: {
      dialogue_id: string
      author_number: number
      sort: 'name' | 'office'
      person_id: string | null
      body_id: string | null
      office: Office | null
    }
    participant: {
      dialogue_id: string
      number: number
      holder_tag: Buffer | null
      author_number: number | null
      joined_at: Date
      /** Their votes stay out of results and exports from then on; null: they count. */
      removed_at: Generated<Date | null>
      removed_for: Generated<RemovalReason | SheetReason | null>
      removed_by: Generated<string | null>
      /** Internal: moderators alone read it. */
      removed_note: Generated<string | null>
      restored_at: Generated<Date | null>
      /** ISO 3166, two letters. */
      country_sealed: Generated<Buffer | null>
      written: Written
    }
    vote: {
      dialogue_id: string
      participant: number
      statement: number
      value: VoteValue
      important: Generated<boolean>
      cast_at: Date
      written: Written
    }
    imported_vote: { dialogue_id: string; position: number; participant: number; statement: number; value: VoteValue; cast_at: Date }
    result: {
      dialogue_id: string
      version: number
      computed_at: Date
      took_ms: number
      participants: number
      votes: number
      certificate: string
      analysis: Buffer
      engine: string
      /** Which transactions had ended when the votes were read, as the server writes it; null: it was not noted yet. */
      seen: string | null
    }
    /** The last result that anybody can recompute: in steps while the dialogue is open, then the final one. */
    checkable_result: {
      dialogue_id: string
      version: number
      computed_at: Date
      certificate: string
      /** Gzipped canonical JSON. */
      document: Buffer
      signature: unknown
      statements: unknown
      /** The votes it was made of, packed; null where they are sealed or can be read elsewhere. */
      votes: Buffer | null
    }
    /** Chances of statements as they held for at least one serving, packed; named by their digest. */
    routing_table: { dialogue_id: string; digest: Buffer; weights: Buffer }
    /** What somebody was shown last after so many answers, and all that the decision hung on. No time. */
    serving: {
      dialogue_id: string
      participant: number
      answered: number
      statement: number
      propensity: number
      explored: boolean
      digest: Buffer
      place: number
      seen: Buffer
    }
    /** Of a dialogue whose votes are sealed: all that is published of them, and the step held back. */
    sealed_result: {
      dialogue_id: string
      version: Generated<number>
      /** When its votes were read. Null, and so are the next three: nothing is published yet. */
      published_at: Date | null
      document: unknown
      salt: Buffer | null
      /** Certificate of the exact result from which it was made; never given out. */
      of_result: string | null
      held_at: Date | null
      held: unknown
      held_salt: Buffer | null
    }
    answer: {
      dialogue_id: string
      language: string
      text: string
      answered_by: string | null
      answered_at: Date
      office: Generated<WritingOffice | null>
    }
    /** By which somebody who holds no office types in what was said at tables. Its token is made from the id. */
    entry_link: {
      dialogue_id: string
      id: string
      /** Whom the convener trusts with it, in their own words; public beside their meetings. */
      given_to: string
      quota: number
      ends_at: Date
      made_by: string | null
      made_at: Date
      withdrawn_at: Generated<Date | null>
    }
    /** A table at which people answered on paper. The row says that all of them agreed: without that there is none. */
    meeting: {
      dialogue_id: string
      number: number
      key: string
      title: string
      language: string
      /** A day, as `2026-03-01`. */
      held_on: string
      place: string | null
      people: number
      /** What their sheets asked, in the order of the print. */
      statements: number[]
      link_id: string | null
      office: WritingOffice | null
      entered_by: string | null
      entered_at: Date
      /** Why its words are shown to nobody; its answers count all the same. */
      hidden_for: Generated<string | null>
      withdrawn_at: Generated<Date | null>
    }
    /** One person's sheets: a participant whom nobody holds. Nothing in it says who it was. */
    sheet: { dialogue_id: string; meeting: number; number: number; key: string; participant: number }
    /** Participation by country, as it is published. */
    coverage: {
      dialogue_id: string
      salt: Buffer
      /** How many rows bore a country when it was counted last; never given out. */
      told: number
      said: number
      places: unknown
      counted_at: Date
    }
  }
}
