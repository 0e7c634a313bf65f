import type { Child } from 'hono/jsx'
import type { Problem } from '../../../web/form.ts'
import type { Page } from '../../../web/page.ts'
import type { WholeDate } from '../queries/whole-event.ts'
import type { Values } from './pieces.tsx'

/** What a form held that came back, and why. */
export type Filled = { readonly values?: Values | undefined; readonly problem?: Problem | undefined }

export type EventProps = {
  readonly page: Page
  readonly whole: WholeDate
  readonly done: string | null
  readonly sections: readonly Child[]
  readonly answer: Filled
  /** Ids that forms carry, so that what is sent twice is one. */
  readonly sending: string
  readonly point: Filled
}
