import type { Child } from 'hono/jsx'
import { Form } from '../../../web/fields.tsx'
import { InLanguage } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import type { EditionCard } from '../../gatherings/index.ts'

export const Crumb = ({ page, edition, more }: { page: Page; edition: EditionCard; more?: Child }) => (
  <p class="crumb">
    <a href={href(page, edition.path)}>
      <InLanguage language={edition.language}>{edition.name}</InLanguage>
    </a>
    {more}
  </p>
)

export const Link = ({ page, path, children }: { page: Page; path: string; children?: Child }) => <a href={href(page, path)}>{children}</a>

type ButtonProps = {
  readonly page: Page
  readonly action: string
  readonly label: string
  /** What a screen reader says, where several buttons of a page read alike. */
  readonly aloud?: string
  readonly fields?: Readonly<Record<string, string>>
  readonly look?: 'quiet' | 'plain' | 'danger'
}

/** A deed that needs nothing but a button. */
export const DeedButton = ({ page, action, label, aloud, fields = {}, look }: ButtonProps) => (
  <Form page={page} action={href(page, action)}>
    {Object.entries(fields).map(([name, value]) => (
      <input type="hidden" name={name} value={value} />
    ))}
    <button class={look}>
      {label}
      {aloud === undefined ? null : <span class="aloud"> {aloud}</span>}
    </button>
  </Form>
)

/** Names within a sentence keep their own direction. */
export const isolated = (text: string): string => `\u2068${text}\u2069`
