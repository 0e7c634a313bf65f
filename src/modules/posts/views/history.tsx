import { Differences } from '../../../web/differences.tsx'
import { Form, languageOptions, ProblemNote, RadioField, SelectField, TextArea, TextField } from '../../../web/fields.tsx'
import type { Problem } from '../../../web/form.ts'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import { href, type Page } from '../../../web/page.ts'
import { Moment } from '../../../web/time.tsx'
import type { SeenCommunity } from '../../communities/index.ts'
import type { Version } from '../queries/history.ts'
import type { Shown } from '../queries/shapes.ts'
import { LONGEST } from '../rules.ts'
import { CommunityWay } from './pieces.tsx'
import type { Values } from './write.tsx'

type Props = { readonly page: Page; readonly community: SeenCommunity; readonly path: string }

/** What it said before, each version with what was changed. */
export function HistoryPage({ page, community, path, versions }: Props & { readonly versions: readonly Version[] }) {
  const { say } = page
  return (
    <Layout page={page} title={say('post.history')} index={false}>
      <CommunityWay page={page} community={community} />
      <h1>{say('post.history')}</h1>
      <p>
        <a href={href(page, path)}>{say('post.back')}</a>
      </p>
      <ol class="rows" reversed>
        {versions.map(({ version, text, language, until }, place) => (
          <li>
            <h2>{say('post.version', { version })}</h2>
            {until === null ? (
              <p class="quiet">{say('post.version.now')}</p>
            ) : (
              <p class="quiet">
                {say('post.version.until')} <Moment page={page} at={new Date(until)} />
              </p>
            )}
            <InLanguage as="div" language={language} class="as-written">
              <Differences say={say} before={versions[place + 1]?.text ?? text} after={text} />
            </InLanguage>
          </li>
        ))}
      </ol>
    </Layout>
  )
}

type TranslateProps = Props & { readonly post: Shown; readonly values: Values; readonly problem?: Problem | undefined }

/** A translation is written beside the original, which stays in sight. */
export function TranslatePage({ page, community, path, post, values, problem }: TranslateProps) {
  const { say } = page
  const options = languageOptions(page, community.languages).filter(({ value }) => value !== post.language)
  return (
    <Layout page={page} title={say('post.translate')} index={false}>
      <CommunityWay page={page} community={community} />
      <h1>{say('post.translate')}</h1>
      <InLanguage as="blockquote" language={post.language} class="as-written">
        {post.text}
      </InLanguage>
      <ProblemNote page={page} problem={problem} />
      <Form page={page} action={`${href(page, path)}/translations`}>
        <SelectField
          name="language"
          label={say('post.translate.into')}
          value={values['language'] ?? say.locale}
          options={options}
          problem={problem}
        />
        {post.title === '' ? null : (
          <TextField name="title" label={say('post.title')} value={values['title']} most={LONGEST.title} problem={problem} />
        )}
        <TextArea name="text" label={say('post.text')} value={values['text']} rows={7} most={LONGEST.text} required problem={problem} />
        <RadioField
          name="madeBy"
          label={say('post.translate.made-by')}
          value={values['madeBy'] ?? 'person'}
          options={(['person', 'machine'] as const).map((one) => ({ value: one, label: say(`post.translation.${one}`) }))}
          problem={problem}
        />
        <button>{say('post.translate.do')}</button>
      </Form>
    </Layout>
  )
}
