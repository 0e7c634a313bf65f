import type { Document as Printed, Words } from '#documents'
import { DocumentText } from '../../../web/document.tsx'
import { Layout } from '../../../web/layout.tsx'
import type { Page } from '../../../web/page.ts'
import type { At } from '../queries/documents.ts'
import { Crumb } from './pieces.tsx'

type Props = { readonly page: Page; readonly at: At; readonly document: Printed; readonly words: Words }

/** A draft as it would be released now, for those who prepare it. */
export function PreviewPage({ page, at, document, words }: Props) {
  const { say } = page
  return (
    <Layout page={page} title={document.title} styles={['document.css']} index={false}>
      <Crumb page={page} path={`${at.path}/edit/${document.language}`} text={say('outcome.preview.back')} />
      <p class="note">{say('outcome.preview.what')}</p>
      <DocumentText document={document} words={words} />
    </Layout>
  )
}
