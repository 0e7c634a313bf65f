import type { Generated } from 'kysely'

export type Outcome = 'kept' | 'hidden' | 'labelled'
export type AppealOutcome = 'upheld' | 'overturned'
/** Of the body concerned, whoever runs the hub, or whom they named for what belongs to no body. */
export const DECIDER_ROLES = ['moderator', 'operator', 'hub-moderator'] as const
export type DeciderRole = (typeof DECIDER_ROLES)[number]
/** Where an authority wants something gone: everywhere, or for readers in its own country. */
export type Territory = 'everywhere' | 'country'

declare module '../../platform/db.ts' {
  interface Tables {
    moderation_case: {
      scope_id: string
      id: string
      sort: string
      subject: string
      body_id: string
      /** To the hour, as all times of this room that belong to a person. */
      opened_at: Date
      decided_at: Date | null
    }
    report: {
      scope_id: string
      id: string
      case_id: string
      /** Code of a published rule, or `law`. */
      rule: string
      law: string | null
      text: string
      language: string
      reported_at: Date
    }
    decision: {
      scope_id: string
      case_id: string
      outcome: Outcome
      rule: string | null
      law: string | null
      facts: string
      language: string
      conflict: string | null
      /** Account that decided, as a tag of this case alone. */
      decider_tag: Buffer
      decider_role: DeciderRole
      decided_at: Date
      label: string | null
      label_source: string | null
      /** A state or an authority asked for it: hiding then needs a second person. */
      requested: Generated<boolean>
      second_tag: Buffer | null
      second_role: DeciderRole | null
    }
    /** A note of the published list beside a thing; null `removed_at`: it stands there. */
    label: {
      scope_id: string
      case_id: string
      sort: string
      subject: string
      code: string
      source: string | null
      put_at: Date
      removed_at: Date | null
    }
    authority_request: {
      scope_id: string
      case_id: string
      authority: string
      country: string
      legal_basis: string
      territory: Territory
      /** A day, as text. */
      received_on: string
      /** The law lets its name be told. */
      nameable: boolean
      recorded_role: DeciderRole
      recorded_at: Date
    }
    /** What one person wants hidden that an authority asked for, until a second one agrees. */
    hiding_proposal: {
      scope_id: string
      case_id: string
      rule: string
      law: string | null
      facts: string
      language: string
      conflict: string | null
      proposer_tag: Buffer
      proposer_role: DeciderRole
      proposed_at: Date
    }
    /** Who decides about what belongs to no body, without running the hub; `since`, `until`: days, as text. The last one is theirs still. */
    hub_moderator: { person_id: string; since: string; until: string; named: boolean }
    hub_moderator_offer: { id: string; until: string; expires_at: Date; used_at: Date | null }
    circle_invitation: { id: string; expires_at: Date; used_at: Date | null }
    appeal: {
      scope_id: string
      case_id: string
      by_author: boolean
      text: string
      language: string
      appealed_at: Date
      first_decider_tag: Buffer
      /** Who agreed to the first decision, where it took two. */
      second_decider_tag: Buffer | null
      outcome: AppealOutcome | null
      /** What it is hidden for, where the appeal overturns "kept". */
      rule: string | null
      law: string | null
      reasons: string | null
      reasons_language: string | null
      decider_tag: Buffer | null
      decider_role: DeciderRole | null
      decided_at: Date | null
    }
    pressure_report: {
      id: string
      sealed: Buffer
      language: string
      reported_at: Date
      answer_sealed: Buffer | null
      answer_language: string | null
      answered_at: Date | null
    }
    pressure_circle: { person_id: string; since: Date }
  }
}
