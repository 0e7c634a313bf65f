/** From the narrowest to the widest; who may see an identity, and each thing that it tells. */
export const AUDIENCES = ['nobody', 'groups', 'members', 'public'] as const
export type Audience = (typeof AUDIENCES)[number]

export const FACETS = ['origins', 'residence', 'languages', 'generation', 'fields', 'interests'] as const
export type Facet = (typeof FACETS)[number]

export const HIDING_SORTS = ['body', 'governments', 'person'] as const
export type HidingSort = (typeof HIDING_SORTS)[number]

declare module '../../platform/db.ts' {
  interface Tables {
    /** No row: seen by nobody. */
    card: {
      person_id: string
      audience: Audience
      /** "under-18" or "not-said", which are equally long: whoever reads the table learns of nobody's youth. */
      age_sealed: Buffer
    }
    facet: { person_id: string; facet: Facet; audience: Audience; value_sealed: Buffer; consent_id: string }
    /** A receipt. It outlives what was told. */
    consent: {
      person_id: string
      id: string
      facet: Facet
      audience: Audience
      version: string
      language: string
      /** The very words that were agreed to. */
      text: string
      given_at: Date
      /** The day alone. */
      ended_on: Date | null
      /** True: by the person; false: another consent took its place; null: it holds. */
      withdrawn: boolean | null
    }
    hiding: {
      person_id: string
      id: string
      sort: HidingSort
      body_id: string | null
      target_person: string | null
      /** Whose identity that is; null where there is no such person. */
      target_account: string | null
      /** The day alone. */
      since: Date
    }
  }
}
