import { LanguageField, TextArea } from '../../../web/fields.tsx'
import { Differences } from '../../../web/differences.tsx'
import type { Problem } from '../../../web/form.ts'
import { InLanguage } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { dayInWords } from '../../../web/time.tsx'
import type { SeenCommunity } from '../../communities/index.ts'
import type { Other, Version } from '../queries/shapes.ts'
import { LONGEST } from '../rules.ts'

export type Values = Readonly<Record<string, string>>

/** Which form came back, as it was filled in. */
export type Filled = { readonly form: string; readonly values: Values; readonly languages: readonly string[]; readonly problem: Problem }

export const filledFor = (filled: Filled | null, form: string): Filled | null => (filled?.form === form ? filled : null)

export const Crumb = ({ page, community }: { page: Page; community: Pick<SeenCommunity, 'path' | 'name' | 'language'> }) => (
  <p class="crumb">
    <a href={href(page, community.path)}>
      <InLanguage language={community.language}>{community.name}</InLanguage>
    </a>
  </p>
)

export const Named = ({ page, of }: { page: Page; of: Other }) => (
  <a href={href(page, of.path)}>
    <InLanguage language={of.language}>{of.name}</InLanguage>
  </a>
)

export const Said = ({ said }: { said: { readonly text: string; readonly language: string } | null }) =>
  said === null ? null : (
    <InLanguage as="blockquote" language={said.language}>
      {said.text}
    </InLanguage>
  )

/** The reader's language first: no side has a first one. */
export const inReadersOrder = <Text extends { readonly language: string }>(texts: readonly Text[], locale: string): readonly Text[] =>
  texts.toSorted((a, b) => Number(b.language === locale) - Number(a.language === locale))

type TextsProps = {
  readonly page: Page
  readonly version: Version
  /** What held before, to show what is new in it. */
  readonly before?: Version | null
  readonly heading: 'h2' | 'h3'
}

/** In each language beside the other; which was written first is marked, and each holds as much as the other. */
export function Texts({ page, version, before = null, heading: Heading }: TextsProps) {
  const { say } = page
  return (
    <ul class="cards">
      {inReadersOrder(version.texts, say.locale).map((text) => {
        const old = before?.texts.find(({ language }) => language === text.language)
        return (
          <li class="card">
            <Heading>{say.language(text.language)}</Heading>
            <p class="quiet">{say(text.original ? 'mirrors.original' : 'mirrors.translation')}</p>
            <InLanguage as="div" language={text.language} class="differences">
              <p>
                <strong>
                  <Changed page={page} text={text.name} old={old?.name} />
                </strong>
              </p>
              <p>
                <Changed page={page} text={text.sentence} old={old?.sentence} />
              </p>
              <p>
                <Changed page={page} text={text.rules} old={old?.rules} />
              </p>
            </InLanguage>
          </li>
        )
      })}
    </ul>
  )
}

const Changed = ({ page, text, old }: { page: Page; text: string; old: string | undefined }) =>
  old === undefined || old === text ? text : <Differences say={page.say} before={old} after={text} />

/** Its languages, who reads, and the day; where it is written in not all of them yet, which are missing. */
export function Terms({ page, version }: { page: Page; version: Version }) {
  const { say } = page
  const listed = (tags: readonly string[]) => say.list(tags.map((tag) => say.language(tag)))
  return (
    <>
      <dl class="facts">
        <dt>{say('mirrors.languages')}</dt>
        <dd>{listed(version.languages)}</dd>
        <dt>{say('mirrors.readable')}</dt>
        <dd>{say(`mirrors.readable.${version.readable}`)}</dd>
        <dt>{say(`mirrors.due.${version.due}`)}</dt>
        <dd>{dayInWords(page, version.dueOn)}</dd>
      </dl>
      {version.missing.length === 0 ? null : <p class="note">{say('mirrors.missing', { languages: listed(version.missing) })}</p>}
    </>
  )
}

type WordsProps = {
  readonly page: Page
  readonly name?: string
  readonly id: string
  readonly label: string
  readonly languages: readonly string[]
  readonly filled: Filled | null
  readonly required?: boolean
}

/** Words and the language they are in. */
export function Words({ page, id, label, languages, filled, name = 'text', required = true }: WordsProps) {
  const values = filled?.values ?? {}
  const problem = filled?.problem
  const inWhich = name === 'text' ? 'language' : `${name}Language`
  return (
    <>
      <TextArea
        name={name}
        id={`${name}-${id}`}
        label={label}
        value={values[name]}
        rows={3}
        most={LONGEST.why}
        required={required}
        problem={problem}
      />
      <LanguageField
        page={page}
        name={inWhich}
        id={`${inWhich}-${id}`}
        label={page.say('mirrors.written-in')}
        value={values[inWhich]}
        first={languages}
        problem={problem}
      />
    </>
  )
}
