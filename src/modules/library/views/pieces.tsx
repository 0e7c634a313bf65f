import { raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import type { Option } from '../../../web/fields.tsx'
import { InLanguage } from '../../../web/layout.tsx'
import { renderMarkdown } from '../../../web/markdown.ts'
import { href, type Page } from '../../../web/page.ts'
import { dayInWords } from '../../../web/time.tsx'
import type { BodyName, Card } from '../queries/shapes.ts'
import type { TrialCounts } from '../rules.ts'
import type { Day } from '../tables.ts'

export type Values = Readonly<Record<string, string>>

type CrumbProps = { readonly page: Page; readonly to: string; readonly label: string; readonly language?: string }

/** `language`: of a title; what the books say has the page's own. */
export const Crumb = ({ page, to, label, language }: CrumbProps) => (
  <p class="crumb">
    <a href={href(page, to)}>{language === undefined ? label : <InLanguage language={language}>{label}</InLanguage>}</a>
  </p>
)

/** A day without an hour is the same in every zone. */
export const OnDay = ({ page, day }: { page: Page; day: Day }) => <time datetime={day}>{dayInWords(page, day.slice(0, 10))}</time>

export const BodyLink = ({ page, body }: { page: Page; body: BodyName }) => (
  <a href={href(page, `/bodies/${body.slug}`)}>
    <bdi lang={body.language}>{body.name}</bdi>
  </a>
)

/** A list of things inside a line, each of its own language. */
export const Inline = ({ items }: { items: readonly Child[] }) => (
  <>
    {items.map((item, at) => (
      <>
        {at === 0 ? null : ' · '}
        {item}
      </>
    ))}
  </>
)

export const Markdown = ({ text, language }: { text: string; language: string }) => (
  <InLanguage as="div" language={language}>
    {raw(renderMarkdown(text))}
  </InLanguage>
)

/** An address somewhere else: it is whole before the reader's eyes, and asked for only when they press it. */
export const Elsewhere = ({ address }: { address: string }) => (
  <a href={address} rel="nofollow noopener noreferrer" dir="ltr">
    <bdi>{address}</bdi>
  </a>
)

export function Freshness({ page, of }: { page: Page; of: Pick<Card, 'state' | 'toBeChecked' | 'checkedOn' | 'reviewOn'> }) {
  const { say } = page
  if (of.checkedOn === null || of.reviewOn === null) return <p class="status">{say(`library.state.${of.state}`)}</p>
  if (of.state === 'archived')
    return (
      <p class="status late">
        <strong>{say('library.state.archived')}</strong> · {say('library.checked')} <OnDay page={page} day={of.checkedOn} />
      </p>
    )
  return (
    <p class={of.toBeChecked ? 'status late' : 'status'}>
      <strong>{say(of.toBeChecked ? 'library.to-check' : 'library.checked')}</strong>{' '}
      <OnDay page={page} day={of.toBeChecked ? of.reviewOn : of.checkedOn} />
      {of.toBeChecked ? null : (
        <>
          {' '}
          · {say('library.review')} <OnDay page={page} day={of.reviewOn} />
        </>
      )}
    </p>
  )
}

/** In the name of a body, of somebody, or of somebody who is not named. */
export const By = ({ page, of }: { page: Page; of: Pick<Card, 'body' | 'by'> }) =>
  of.body !== null ? <BodyLink page={page} body={of.body} /> : of.by !== null ? <bdi>{of.by}</bdi> : <>{page.say('library.somebody')}</>

export const trialsSentence = (page: Page, trials: TrialCounts): string =>
  trials.bodies === 0 ? page.say('library.tried.none') : page.say('library.tried.summary', { ...trials })

export const bodyOptions = (bodies: readonly BodyName[]): readonly Option[] =>
  bodies.map(({ id, name, language }) => ({ value: id, label: name, lang: language }))

export const licenceLabel = (page: Page, licence: Card['licence']): string => page.say(`library.licence.${licence}`)
