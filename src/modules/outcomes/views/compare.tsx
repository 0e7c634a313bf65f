import { Differences } from '../../../web/differences.tsx'
import { InLanguage, Layout } from '../../../web/layout.tsx'
import type { Page } from '../../../web/page.ts'
import type { Place } from '../queries/documents.ts'
import { Crumb } from './pieces.tsx'

type Props = {
  readonly page: Page
  readonly place: Place
  readonly from: { readonly version: number; readonly text: string }
  readonly to: { readonly version: number; readonly text: string }
  readonly language: string
}

/** Two releases in one language, word by word. */
export function ComparePage({ page, place, from, to, language }: Props) {
  const { say } = page
  const heading = say('outcome.compare', { from: from.version, to: to.version })
  return (
    <Layout page={page} title={heading} index={false}>
      <Crumb page={page} path={`${place.path}/versions`} text={say('outcome.versions')} />
      <h1>{heading}</h1>
      {from.text === to.text ? <p class="empty">{say('outcome.compare.same')}</p> : null}
      <InLanguage as="div" language={language} class="differences as-written">
        <Differences say={say} before={from.text} after={to.text} />
      </InLanguage>
    </Layout>
  )
}
