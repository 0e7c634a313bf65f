import type { Child } from 'hono/jsx'
import type { Option } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import type { Page } from '../../../web/page.ts'
import type { Place } from '../../places/index.ts'
import type { TextRow } from '../queries/rows.ts'
import type { Remark, Shown } from '../queries/shapes.ts'
import type { Origins } from './pieces.tsx'

/** How an item stood before it was changed. */
export type Version = {
  readonly version: number
  readonly title: string
  readonly text: string
  readonly language: string
  readonly changedOn: string
  /** Who changed it, where that is known. */
  readonly by: string | null
}

export type ItemProps = {
  readonly page: Page
  readonly place: Place
  readonly item: Shown
  readonly remarks: readonly Remark[]
  readonly origins: Origins
  readonly may: { readonly keep: boolean; readonly tend: boolean; readonly translate: boolean }
  /** The bodies in which the reader holds an office, for whoever publishes. */
  readonly bodies: readonly Option[]
  readonly versions: readonly Version[]
  /** Translations that wait, for those who read them. */
  readonly waiting: readonly TextRow[]
  readonly sending: string
  readonly values: Readonly<Record<string, string>>
  readonly problem?: Problem | undefined
  readonly done: string | null
  readonly sections: readonly Child[]
}
