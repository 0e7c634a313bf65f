import type { Child } from 'hono/jsx'
import type { Problem } from '../../../web/form.ts'
import type { Page } from '../../../web/page.ts'
import type { BodyName, Translation, Whole } from '../queries/shapes.ts'
import type { Values } from './pieces.tsx'

export type May = {
  readonly write: boolean
  readonly propose: boolean
  readonly decide: boolean
  readonly confirm: boolean
  readonly archive: boolean
  readonly restore: boolean
  readonly discard: boolean
  readonly translate: boolean
  readonly checkTranslation: boolean
}

export type EntryProps = {
  readonly page: Page
  readonly entry: Whole
  /** Which text stands there: a translation, or the original. */
  readonly translation: Translation | null
  readonly beside: boolean
  readonly may: May
  /** In whose name this reader can say that it was tried. */
  readonly trying: readonly BodyName[]
  /** Why the last proposal was declined, for whoever wrote it. */
  readonly declined: { readonly reason: string; readonly language: string } | null
  readonly hidden: boolean
  readonly desk: Child
  readonly sections: readonly Child[]
  readonly labels: readonly Child[]
  readonly done: string | null
  readonly values: Values
  readonly problem?: Problem | undefined
}
