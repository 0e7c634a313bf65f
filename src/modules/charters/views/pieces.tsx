import { raw } from 'hono/html'
import { Form } from '../../../web/fields.tsx'
import { InLanguage } from '../../../web/layout.tsx'
import { renderMarkdown } from '../../../web/markdown.ts'
import { href, type Page } from '../../../web/page.ts'
import { dayInWords } from '../../../web/time.tsx'
import type { ShownBody } from '../queries/place.ts'
import type { Block } from '../rules.ts'

/** The address of a charter, without language: the hub's, or that of the body or community with this page. */
export const charterPath = (at: string | null): string => `${at ?? ''}/charter`

/** Whose charter it is, for sentences. */
export const whoseAt = (at: string | null): 'hub' | 'body' | 'space' =>
  at === null ? 'hub' : at.startsWith('/communities/') ? 'space' : 'body'

/** Whose charter it is, and the way back. */
export function Crumb({ page, body }: { page: Page; body: ShownBody }) {
  if (body === null) return null
  return (
    <p class="crumb">
      <a href={href(page, body.path)}>
        <InLanguage language={body.language}>{body.name}</InLanguage>
      </a>
    </p>
  )
}

export const Rendered = ({ language, text }: { language: string; text: string }) => (
  <InLanguage as="div" language={language} class="charter">
    {raw(renderMarkdown(text))}
  </InLanguage>
)

/** The other languages in which the same version is written. */
export function Languages({ page, path, languages, shown }: { page: Page; path: string; languages: readonly string[]; shown: string }) {
  const { say } = page
  if (languages.length < 2) return null
  return (
    <nav class="tabs" aria-label={say('charter.languages')}>
      {languages.map((language) => (
        <a href={href(page, `${path}?language=${encodeURIComponent(language)}`)} aria-current={language === shown ? 'page' : undefined}>
          {say.language(language)}
        </a>
      ))}
    </nav>
  )
}

/** What is new is marked and what is gone struck through, each said aloud as well; what stayed the same is left out but for a mark and the paragraph before a change. */
export function Differences({ page, language, blocks }: { page: Page; language: string; blocks: readonly Block[] }) {
  const { say } = page
  const same = (block: Block | undefined): boolean => block === undefined || block.every(({ sort }) => sort === 'same')
  return (
    <InLanguage as="div" language={language} class="differences">
      {blocks.map((block, at) =>
        same(block) && same(blocks[at + 1]) ? (
          same(blocks[at - 1]) && at > 0 ? null : (
            <p class="quiet" lang={say.locale} dir={say.dir}>
              {say('charter.same')}
            </p>
          )
        ) : (
          <p>
            {block.map((piece) => (
              <Changed page={page} piece={piece} />
            ))}
          </p>
        ),
      )}
    </InLanguage>
  )
}

/** The signs of a heading are for whoever writes. */
const plain = (text: string): string => text.replace(/^#+\s+/, '')

function Changed({ page, piece: { sort, text } }: { page: Page; piece: Block[number] }) {
  if (sort === 'same') return <>{plain(text)}</>
  const Tag = sort === 'added' ? 'ins' : 'del'
  return (
    <Tag>
      <span class="aloud" lang={page.say.locale}>
        {page.say(sort === 'added' ? 'charter.added' : 'charter.removed')}{' '}
      </span>
      {plain(text)}
    </Tag>
  )
}

type Asked = {
  readonly page: Page
  readonly at: string | null
  readonly number: number
  readonly from: 'front' | 'me' | 'body' | 'charter'
}

/** Two answers, neither of which keeps anybody from reading on. */
export function ReplyForm({ page, at, number, from }: Asked) {
  const { say } = page
  return (
    <Form page={page} action={href(page, `${charterPath(at)}/versions/${number}/reply`)}>
      <input type="hidden" name="from" value={from} />
      <p class="actions">
        <button type="submit" name="reply" value="accepted">
          {say('charter.accept')}
        </button>
        <button type="submit" name="reply" value="aside" class="quiet">
          {say('charter.aside')}
        </button>
      </p>
    </Form>
  )
}

type Note = Asked & {
  readonly holdsFrom: string
  /** True while its day has not come. */
  readonly announced: boolean
  readonly changed: { readonly language: string; readonly changed: string } | null
}

/** A calm word at the top of a page, until it is answered. */
export function Note({ page, at, number, from, holdsFrom, announced, changed }: Note) {
  const { say } = page
  const data = { number, day: dayInWords(page, holdsFrom) }
  const whose = whoseAt(at)
  return (
    <aside class="note" aria-label={say('charter.title')}>
      <p>{announced ? say(`charter.note-announced.${whose}`, data) : say(`charter.note.${whose}`, data)}</p>
      {changed === null ? null : (
        <InLanguage as="p" language={changed.language}>
          {changed.changed}
        </InLanguage>
      )}
      <p>
        <a href={href(page, `${charterPath(at)}/versions/${number}`)}>{say('charter.read-first')}</a>
      </p>
      <ReplyForm page={page} at={at} number={number} from={from} />
    </aside>
  )
}
