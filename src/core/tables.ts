import type { Generated } from 'kysely'

export type Visibility = 'public' | 'space' | 'internal'

declare module '../platform/db.ts' {
  interface Tables {
    event: {
      scope_id: string
      sequence: Generated<number>
      kind: string
      subject: string
      data: string
      visibility: Visibility
      person_id: string | null
      at: Date
    }
  }
}
