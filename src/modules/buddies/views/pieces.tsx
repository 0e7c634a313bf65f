import type { Child } from 'hono/jsx'
import { CheckboxField, spokenOptions } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { InLanguage } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { PURPOSES, type Purpose } from '../rules.ts'

export type Values = Readonly<Record<string, readonly string[]>>
export const first = (values: Values, name: string): string | undefined => values[name]?.[0]

export type Linked = { readonly path: string; readonly name: string; readonly language: string }

export const Way = ({ page, to }: { page: Page; to: Linked }) => (
  <p class="crumb">
    <a href={href(page, to.path)}>
      <InLanguage language={to.language}>{to.name}</InLanguage>
    </a>
  </p>
)

export const aloud = (name: string): string => `\u2068${name}\u2069`

/** What both forms ask: in which languages, and what for. */
export function WantedFields({ page, values, problem }: { page: Page; values: Values; problem: Problem | undefined }) {
  const { say } = page
  const chosen = values['languages'] ?? [say.locale]
  return (
    <>
      <CheckboxField
        name="purposes"
        label={say('buddies.purposes')}
        options={PURPOSES.map((value) => ({ value, label: say(`buddies.purpose.${value}`) }))}
        chosen={values['purposes'] ?? []}
        problem={problem}
      />
      <details open={problem?.fields.has('languages')}>
        <summary>
          {say('buddies.languages')} <span class="quiet">{say.list(chosen.map((language) => say.language(language)))}</span>
        </summary>
        <CheckboxField name="languages" label={say('buddies.languages')} options={spokenOptions(page)} chosen={chosen} problem={problem} />
      </details>
    </>
  )
}

type Wanted = { readonly languages: readonly string[]; readonly purposes: readonly Purpose[] }

export const purposesInWords = ({ say }: Pick<Page, 'say'>, purposes: readonly Purpose[]): string =>
  purposes.map((one) => say(`buddies.purpose.${one}`)).join(' · ')

/** What for, in which languages, and whatever else is known: a list of terms. */
export function Facts({ page, of, more = [] }: { page: Page; of: Wanted; more?: readonly (readonly [string, Child])[] }) {
  const { say } = page
  const facts: readonly (readonly [string, Child])[] = [
    [say('buddies.purposes'), purposesInWords(page, of.purposes)],
    [say('buddies.languages'), say.list(of.languages.map((language) => say.language(language)))],
    ...more,
  ]
  return (
    <dl class="facts">
      {facts.map(([term, told]) => (
        <>
          <dt>{term}</dt>
          <dd>{told}</dd>
        </>
      ))}
    </dl>
  )
}

/** What everybody reads before they meet somebody whom they do not know. */
export function Safety({ page }: { page: Page }) {
  const { say } = page
  return (
    <section>
      <h2>{say('buddies.safety')}</h2>
      <ul>
        <li>{say('buddies.safety.public')}</li>
        <li>{say('buddies.safety.papers')}</li>
        <li>{say('buddies.safety.money')}</li>
        <li>{say('buddies.safety.end')}</li>
      </ul>
      <p>
        <a href={href(page, '/safety')}>{say('buddies.safety.more')}</a>
      </p>
    </section>
  )
}
