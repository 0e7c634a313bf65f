import type { Generated } from 'kysely'

export type Day = string
export type NamerSort = 'body' | 'community'
export type IntermediaryState = 'asked' | 'serving' | 'ended'
/** `returned`: the second reader found a trace. */
export type VoiceState = 'made' | 'written' | 'reading' | 'returned' | 'waiting' | 'published'
export type GiverSort = NamerSort | 'unnamed'
/** `vote`: outside, by minutes; `members`: here, by ballots. */
export type DecidedHow = 'vote' | 'stewards' | 'body' | 'spoken' | 'members'

declare module '../../platform/db.ts' {
  interface Tables {
    voice_intermediary: {
      id: string
      /** Null: they have left the hub. */
      person_id: string | null
      state: IntermediaryState
      languages: string[]
      reach: string
      training: string
      trained_on: Day | null
      most_open: number
      term_ends: Day
      listed: boolean
      asked_at: Date
      accepted_on: Day | null
      ended_on: Day | null
      /** A full hour after something changed among what they keep; which it was is not told. */
      heard_at: Date | null
    }
    voice_namer: { intermediary_id: string; sort: NamerSort; subject_id: string; named_on: Day }
    kept_voice: {
      id: string
      code_hash: Buffer
      state: VoiceState
      keeper_tag: Buffer
      reader_tag: Buffer | null
      words_sealed: Buffer
      read_by: Day | null
      publish_at: Date | null
      testimony_id: string | null
      ends_on: Day
      /** Something of it is to stand elsewhere and does not yet. */
      puts_wait: Generated<boolean>
    }
    testimony: {
      id: string
      session_id: string | null
      title: string
      text: string
      language: string
      described: string
      country: string | null
      translation: string
      translation_language: string | null
      translated_by: string
      quoted: boolean
      version: number
      published_at: Date
      hidden_for: string | null
      withdrawn_on: Day | null
      /** What was said stands in its session as an intervention too, which is cited in its place. */
      stands_in_session: Generated<boolean>
    }
    mandate: {
      id: string
      giver_sort: GiverSort
      /** Of a group that stays unnamed: the body whose intermediary knows it. */
      giver_id: string
      keeper_tag: Buffer | null
      holder_id: string | null
      /** Instead of an identity: a body, by whoever holds its offices. */
      holder_body_id: string | null
      subject: string
      may_say: string
      may_not: string
      taking_back: string
      minutes: string
      language: string
      decided_how: DecidedHow
      starts_on: Day
      ends_on: Day
      feedback_on: Day
      given_on: Day
      accepted_on: Day | null
      withdrawn_on: Day | null
      /** Only where members are asked. */
      vote_ends_at: Date | null
      vote_quorum: number | null
      /** Null: until the vote has ended. */
      vote_given: boolean | null
      /** In tens, rounded down; null below ten. */
      vote_for: number | null
      vote_against: number | null
    }
    mandate_ballot: { mandate_id: string; voter_tag: Buffer; given: boolean }
    mandate_claim: { scope_id: string; sort: string; subject: string; mandate_id: string; claimed_on: Day }
    mandate_word: { mandate_id: string; id: string; text: string; language: string; told_on: Day }
    mandate_question: {
      mandate_id: string
      id: string
      text: string
      language: string
      asked_on: Day
      answer_by: Day
      answer: string | null
      answered_on: Day | null
    }
  }
}
