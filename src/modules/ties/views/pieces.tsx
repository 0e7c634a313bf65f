import { LanguageField, TextArea } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { InLanguage } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { LONGEST, type Seen } from '../rules.ts'
import type { Tie } from '../queries/shapes.ts'

export type Values = Readonly<Record<string, string>>

/** Which form came back, as it was filled in. */
export type Filled = { readonly form: string; readonly values: Values; readonly problem: Problem }

export const Other = ({ page, other }: { page: Page; other: Tie['other'] }) => (
  <a href={href(page, other.path)}>
    <InLanguage language={other.language}>{other.name}</InLanguage>
  </a>
)

/** What was said; or that moderation took it from the public. */
export function Said({ page, said }: { page: Page; said: readonly Tie['said'][] }) {
  if (said[0] === null) return <p class="quiet">{page.say('ties.taken-away')}</p>
  return (
    <>
      {said.map((one) =>
        one === null ? null : (
          <InLanguage as="blockquote" language={one.language}>
            {one.text}
          </InLanguage>
        ),
      )}
    </>
  )
}

const ORDER: readonly Seen[] = ['within', 'holds', 'peer']

/** What stands now, by what the others are to this one. */
export function StandingTies({ page, ties, heading }: { page: Page; ties: readonly Tie[]; heading: 'h3' | 'h2' }) {
  const Heading = heading
  return (
    <>
      {ORDER.map((is) => {
        const own = ties.filter((tie) => tie.state === 'standing' && tie.is === is)
        if (own.length === 0) return null
        return (
          <>
            <Heading>{page.say(`ties.is.${is}`)}</Heading>
            <ul class="rows">
              {own.map((tie) => (
                <li>
                  <Other page={page} other={tie.other} />
                </li>
              ))}
            </ul>
          </>
        )
      })}
    </>
  )
}

type WordsProps = {
  readonly page: Page
  readonly id: string
  readonly label: string
  readonly languages: readonly string[]
  readonly filled: Filled | null
}

/** Words and the language they are in. */
export function Words({ page, id, label, languages, filled }: WordsProps) {
  const values = filled?.values ?? {}
  const problem = filled?.problem
  return (
    <>
      <TextArea
        name="text"
        id={`text-${id}`}
        label={label}
        value={values['text']}
        rows={3}
        most={LONGEST.text}
        required
        problem={problem}
      />
      <LanguageField
        page={page}
        id={`language-${id}`}
        label={page.say('ties.written-in')}
        value={values['language']}
        first={languages}
        problem={problem}
      />
    </>
  )
}
