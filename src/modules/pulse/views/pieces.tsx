import { InLanguage } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'

export type Values = Readonly<Record<string, readonly string[]>>
export const first = (values: Values, name: string): string | undefined => values[name]?.[0]

type Linked = { readonly path: string; readonly name: string; readonly language: string }

export const Way = ({ page, to }: { page: Page; to: Linked }) => (
  <p class="crumb">
    <a href={href(page, to.path)}>
      <InLanguage language={to.language}>{to.name}</InLanguage>
    </a>
  </p>
)
