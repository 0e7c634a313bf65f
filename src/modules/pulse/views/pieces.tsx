import { InLanguage } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { noonOf } from '../rules.ts'

export type Values = Readonly<Record<string, readonly string[]>>
export const first = (values: Values, name: string): string | undefined => values[name]?.[0]

/** A day of the calendar is the same for everybody. */
export const dayInWords = ({ say }: Pick<Page, 'say'>, day: string): string => say.day(noonOf(day), 'UTC')

type Linked = { readonly path: string; readonly name: string; readonly language: string }

export const Way = ({ page, to }: { page: Page; to: Linked }) => (
  <p class="crumb">
    <a href={href(page, to.path)}>
      <InLanguage language={to.language}>{to.name}</InLanguage>
    </a>
  </p>
)
