import type { JSONColumnType } from 'kysely'

export type RecommendationState = 'draft' | 'proposed' | 'adopted' | 'not-adopted' | 'put' | 'answered' | 'withdrawn'
export type ContributionSort = 'amendment' | 'support' | 'objection' | 'minority'
export type ContributionState = 'open' | 'accepted' | 'merged' | 'rejected' | 'withdrawn'
export type Attribution = 'named' | 'pseudonymous' | 'not-attributed' | 'office'
export type Choice = 'for' | 'against' | 'abstain'
export type AnswerKind = 'accepted' | 'partly' | 'refused'
/** By what somebody did it, as everybody reads it; never who. */
export type Office = 'rapporteur' | 'youth-rapporteur' | 'chair' | 'organiser' | 'steward' | 'convener' | 'hub'
export type Translator = 'person' | 'machine'
export type AnsweredPart = { readonly part: string; readonly answer: AnswerKind; readonly reason: string }

/** What can be changed beside the wording, as the record calls it, and what it said before: a day, a number, a name. */
export type ChangeField = 'addressee' | 'act_by' | 'answer_by' | 'question' | 'goals' | 'sources'
export type Was = Readonly<Partial<Record<ChangeField, string>>>

/** A day of a calendar (2026-03-01): it has no time zone. */
export type Day = string

declare module '../../platform/db.ts' {
  interface Tables {
    recommendation: {
      session_id: string
      id: string
      edition_id: string
      number: number
      state: RecommendationState
      version: number
      question: number | null
      addressee_body: string | null
      addressee_name: string | null
      act_by: Day | null
      answer_by: Day
      sdgs: number[]
      gcm: number[]
      amendments_until: Day | null
      rule: 'consent' | 'vote' | null
      quorum: number | null
      ballot_opened_at: Date | null
      ballot_until: Day | null
      votes_for: number | null
      votes_against: number | null
      votes_abstain: number | null
      proposed_at: Date | null
      put_at: Date | null
      hidden_for: string | null
      hidden_at: Date | null
    }
    recommendation_version: {
      session_id: string
      recommendation_id: string
      version: number
      title: string
      text: string
      call: string
      language: string
      written_at: Date
      office: Office
      /** The amendment that it came of. */
      amendment_id: string | null
    }
    recommendation_step: {
      session_id: string
      recommendation_id: string
      position: number
      state: RecommendationState
      at: Date
      office: Office
      reason: string | null
      language: string | null
      /** Of a change of what was proposed: what stood there before. */
      was: JSONColumnType<Was, string, string> | null
    }
    recommendation_source: {
      session_id: string
      recommendation_id: string
      sort: string
      source_id: string
      seen_version: number
      position: number
    }
    recommendation_contribution: {
      session_id: string
      id: string
      recommendation_id: string
      sort: ContributionSort
      holder_tag: Buffer | null
      attribution: Attribution
      person_id: string | null
      label: string | null
      body_id: string | null
      office: Office | null
      /** The reason; of a minority position the position itself. */
      text: string
      language: string
      on_version: number
      proposed_title: string | null
      proposed_text: string | null
      proposed_call: string | null
      state: ContributionState
      /** To the day: the second would say who it was. */
      written_on: Day
      version: number
      reply: string | null
      reply_language: string | null
      replied_at: Date | null
      hidden_for: string | null
      hidden_at: Date | null
    }
    recommendation_ballot: { session_id: string; recommendation_id: string; holder_tag: Buffer; choice: Choice }
    /** A part of it in a further language; see queries/pieces.ts. */
    recommendation_translation: {
      session_id: string
      recommendation_id: string
      language: string
      piece: string
      /** The version of the original that it was made from. */
      follows: number
      words: string[]
      translator: Translator
      translator_name: string
      office: Office
      written_at: Date
    }
    youth_reading: {
      session_id: string
      recommendation_id: string
      text: string
      language: string
      version: number
      written_at: Date
    }
    recommendation_answer: {
      session_id: string
      recommendation_id: string
      version: number
      answer: AnswerKind
      reason: string
      language: string
      /** AnsweredPart[], as JSON; it comes back as a list. */
      parts: string
      answered_at: Date
      /** Null: somebody outside the hub answered, and the organisers wrote it down. */
      body_id: string | null
      office: Office
      late: boolean
    }
  }
}
