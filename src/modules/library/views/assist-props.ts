import type { Child } from 'hono/jsx'
import type { Problem } from '../../../web/form.ts'
import type { Page } from '../../../web/page.ts'
import type { AssistCard, Pair } from '../queries/assists.ts'
import type { BodyName } from '../queries/shapes.ts'
import type { Values } from './pieces.tsx'

export type AssistProps = {
  readonly page: Page
  readonly assist: AssistCard & { readonly context: string; readonly tried: string }
  readonly hidden: boolean
  readonly asker: boolean
  /** Those of which this reader is a side, and every note that both sides agreed to. */
  readonly pairs: readonly Pair[]
  readonly names: ReadonlyMap<string, BodyName>
  /** Practices that came of it and are published, by their id. */
  readonly published: ReadonlySet<string>
  /** In whose name this reader can offer help. */
  readonly offering: readonly BodyName[]
  readonly sections: readonly Child[]
  /** The form that came back: which one, as it was filled in. */
  readonly form: string
  readonly values: Values
  readonly problem?: Problem | undefined
}
