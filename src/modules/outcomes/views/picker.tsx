import type { Source } from '../../../core/citable.ts'
import { CheckboxField, Form, ProblemNote } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { sourceInWords } from './section.tsx'
import { sourceKey } from '../rules.ts'
import { Crumb } from './pieces.tsx'

/** A guiding question with how many sources are filed under it. */
export type Filter = { readonly value: string; readonly label: string; readonly count: number }

type Props = {
  readonly page: Page
  /** The page of the part. */
  readonly path: string
  readonly sentence: { readonly id: string; readonly text: string; readonly language: string }
  readonly offered: readonly Source[]
  readonly chosen: readonly string[]
  readonly filters: readonly Filter[]
  readonly filter: string
  /** The guiding question that is looked at; undefined: what is filed under none. */
  readonly question: { readonly text: string; readonly language: string } | undefined
  readonly revision: number
  readonly problem: Problem | undefined
}

/** What a sentence can be linked to: everything of the session that can be cited, by guiding question. */
export function PickerPage({ page, path, sentence, offered, chosen, filters, filter, question, revision, problem }: Props) {
  const { say } = page
  const heading = say('outcome.pick')
  const own = `${path}/sources/${sentence.id}`
  const found = new Map(offered.map((one) => [sourceKey(one), one]))
  return (
    <Layout page={page} title={heading} index={false}>
      <Crumb page={page} path={path} text={say('outcome.pick.back')} />
      <h1>{heading}</h1>
      <ProblemNote page={page} problem={problem} />
      <InLanguage as="blockquote" language={sentence.language}>
        {sentence.text}
      </InLanguage>
      <nav class="tabs" aria-label={say('outcome.pick.filter')}>
        {filters.map(({ value, label, count }) => (
          <a href={href(page, `${own}?question=${encodeURIComponent(value)}`)} aria-current={value === filter ? 'page' : undefined}>
            <span>
              {label} · <span class="quiet">{say('outcome.pick.count', { count })}</span>
            </span>
          </a>
        ))}
      </nav>
      {question === undefined ? null : (
        <InLanguage as="h2" language={question.language}>
          {question.text}
        </InLanguage>
      )}
      {offered.length === 0 ? (
        <p class="empty">{say('outcome.pick.none')}</p>
      ) : (
        <Form page={page} action={href(page, own)}>
          <input type="hidden" name="revision" value={revision} />
          {offered.map((one) => (
            <input type="hidden" name="offered" value={sourceKey(one)} />
          ))}
          <CheckboxField
            name="sources"
            label={say('outcome.sources')}
            options={offered.map((one) => ({ value: sourceKey(one), ...sourceInWords(page, one, found) }))}
            chosen={chosen}
            problem={problem}
          />
          <button>{say('outcome.pick.do')}</button>
        </Form>
      )}
    </Layout>
  )
}
