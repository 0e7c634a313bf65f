import type { Child } from 'hono/jsx'
import { InLanguage } from './layout.tsx'
import { href, type Page } from './page.ts'

/** The way back, above the title of a page: to what it belongs to. */
export const Crumb = ({ page, path, children }: { page: Page; path: string; children?: Child }) => (
  <p class="crumb">
    <a href={href(page, path)}>{children}</a>
  </p>
)

type NameProps = {
  readonly page: Page
  readonly name: string
  /** Whose card this reader may see, by its id; null: a name and no more. */
  readonly card: string | null | undefined
}

/** What somebody is called: a link to their card where the reader may see that, for one follows and hides from people there. */
export const PersonName = ({ page, name, card }: NameProps) =>
  card === null || card === undefined ? (
    <bdi>{name}</bdi>
  ) : (
    <a href={href(page, `/people/${card}`)} rel="nofollow">
      <bdi>{name}</bdi>
    </a>
  )

type TextProps = { readonly text: string; readonly language: string; readonly class?: string }

/** What somebody wrote, with its paragraphs: an empty line stands between two of them. */
export const Paragraphs = (props: TextProps) => <Parted {...props} at={/\n{2,}/} />

/** The same where each line is a paragraph. */
export const Lines = (props: TextProps) => <Parted {...props} at={/\n+/} />

const Parted = ({ text, language, class: name, at }: TextProps & { at: RegExp }) => (
  <InLanguage as="div" language={language} class={name}>
    {text.split(at).map((paragraph) => (
      <p>{paragraph}</p>
    ))}
  </InLanguage>
)

type PartsProps = {
  readonly part: { readonly number: number; readonly of: number }
  /** The address of a part, in the reader's language. */
  readonly to: (part: number) => string
  readonly words: { readonly name: string; readonly before: string; readonly after: string }
}

/** From one part of a long list to the next; nothing where it has one. */
export function Parts({ part: { number, of }, to, words }: PartsProps) {
  if (of <= 1) return null
  return (
    <nav aria-label={words.name}>
      <p class="actions">
        {number > 1 ? (
          <a class="button quiet" rel="prev" href={to(number - 1)}>
            {words.before}
          </a>
        ) : null}
        {number < of ? (
          <a class="button quiet" rel="next" href={to(number + 1)}>
            {words.after}
          </a>
        ) : null}
      </p>
    </nav>
  )
}
