export type Day = string
export type IssuanceState = 'running' | 'ended' | 'lapsed'

declare module '../../platform/db.ts' {
  interface Tables {
    /** For one dialogue: the key of the issuer, its days, and what came of it. Its id is that of the dialogue. */
    credential_issuance: {
      dialogue_id: string
      /** Where the dialogue is held, as it stands in its address. */
      hub: string
      class: string
      /** SPKI. */
      key: Buffer
      /** Null: the votes are over. */
      secret_sealed: Buffer | null
      /** A second issuer, where the dialogue asks for one. */
      other_issuer: unknown
      least: number
      roll: number
      opened_on: Day
      closes_on: Day
      votes_from: Day
      state: IssuanceState
      /** Counted when it ends, and not before. */
      issued: number | null
      issued_root: string | null
      empty_root: string | null
      /** Of a dialogue that is held on another hub: what it is called, and its last day of votes. Null: it is held here. */
      title: string | null
      votes_until: Day | null
    }
    /** One for each account that may take part, found by a tag. `asked_hash`: the digest of the blinded request, empty once the votes are over; null: none came. */
    credential_slot: { dialogue_id: string; tag: Buffer; salt: Buffer; asked_hash: Buffer | null }
    /** Who else has to give a credential for each voter, as the convener named them before it was published. */
    credential_issuer: { dialogue_id: string; name: string; key: string }
    credential_setting: { sort: 'least'; value: number }
  }
}
