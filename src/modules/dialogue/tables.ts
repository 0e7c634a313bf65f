import type { Generated } from 'kysely'

export type DialogueState = 'draft' | 'open' | 'closed' | 'answered'
export type Participation = 'anyone' | 'account' | 'members'
export type Publication = 'votes' | 'aggregates'
export type StatementStatus = 'waiting' | 'published' | 'declined'
export type Voice = 'convener' | 'participant' | 'import'
export type VoteValue = -1 | 0 | 1

declare module '../../platform/db.ts' {
  interface Tables {
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
      statement_count: Generated<number>
      created_by: string | null
      created_at: Date
      opened_at: Date | null
      closed_at: Date | null
      answered_at: Date | null
    }
    dialogue_text: { dialogue_id: string; language: string; title: string; summary: string; background: string }
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
    }
    participant: {
      dialogue_id: string
      number: number
      holder_tag: Buffer | null
      author_number: number | null
      joined_at: Date
      /** Their votes stay out of results and exports from then on; null: they count. */
      removed_at: Generated<Date | null>
      removed_for: Generated<string | null>
      removed_by: Generated<string | null>
    }
    vote: { dialogue_id: string; participant: number; statement: number; value: VoteValue; important: Generated<boolean>; cast_at: Date }
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
    answer: { dialogue_id: string; language: string; text: string; answered_by: string | null; answered_at: Date }
  }
}
