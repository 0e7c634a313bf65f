declare module '../../platform/db.ts' {
  interface Tables {
    /** One for each dialogue with hidden participation: whose credentials it takes, and what lies in it. */
    ballot_box: {
      dialogue_id: string
      electorate: unknown
      /** What each issuer told at its end; null: it has not ended. */
      issued: unknown
      least: number
      votes_from: string | null
      closed: boolean
      /** In batches that were opened. */
      registered: number
      voted: number
    }
    /** In batches that were opened. No number here leads beyond this dialogue. */
    ballot_voter: {
      dialogue_id: string
      voter: string
      /** Digest of the registration. */
      credentials: Buffer
      /** As whom the dialogue counts them; null: they have not voted. */
      participant: number | null
      /** The rule for which the key may write no more statements. */
      muted_for: string | null
      /** Votes that stand in batches. */
      entries: number
    }
    /** What is in no batch yet, in no order. `place`: of a vote its statement, of a statement its number in the sequence of the voter. */
    ballot_waiting: {
      dialogue_id: string
      voter: string
      sort: 'registration' | 'vote' | 'statement'
      place: number
      seq: number
      content: string
    }
    ballot_batch: { dialogue_id: string; number: number; digest: string; registrations: number; votes: number; content: Buffer }
    ballot_vote: { dialogue_id: string; voter: string; statement: number; seq: number; value: -1 | 0 | 1; important: boolean }
    ballot_statement: { dialogue_id: string; number: number; voter: string; seq: number }
  }
}
