import { href, type Page } from './page.ts'

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
