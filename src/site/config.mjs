// The site of docs/, built by ./gateway docs. Its navigation is docs/README.md: sections, and the pages they link to in that order.
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const source = join(dirname(fileURLToPath(import.meta.url)), '..');
const LINK = /\]\(([^)#\s]+\.md)[^)]*\)/g;

const read = (file) => readFileSync(join(source, file), 'utf8');
const title = (file) => read(file).match(/^# (.+)$/m)[1].replaceAll('`', '');
const entry = (file) => ({ text: title(file), link: '/' + file.replace(/\.md$/, '') });

const pagesOf = (folder) =>
  readdirSync(join(source, folder))
    .filter((file) => file.endsWith('.md') && file !== 'index.md')
    .sort()
    .map((file) => entry(join(folder, file)));

const sections = read('docs/README.md')
  .split(/^## /m)
  .slice(1)
  .map((section) => ({
    text: section.split('\n', 1)[0],
    collapsed: false,
    items: [...new Set([...section.matchAll(LINK)].map(([, page]) => page))].map((page) =>
      entry(relative(source, join(source, 'docs', page))),
    ),
  }));

export default {
  title: 'MCP OAuth Gateway',
  description: 'Puts any MCP server behind sign-in without touching its code.',
  rewrites: { 'README.md': 'index.md', 'docs/README.md': 'docs/index.md' },
  markdown: {
    html: false, // <NAME> in a sentence is text
    anchor: {
      // as the forges name headings, so that links work in both
      slugify: (heading) => heading.toLowerCase().replaceAll(/[^a-z0-9 _-]/g, '').replaceAll(' ', '-'),
    },
    config: (markdown) => {
      const text = markdown.renderer.rules.text;
      // and {{ name }} is no expression
      markdown.renderer.rules.text = (...call) => text(...call).replaceAll('{{', '&#123;&#123;');
    },
  },
  themeConfig: {
    search: { provider: 'local' },
    outline: [2, 3],
    nav: [
      ...sections.map(({ text, items }) => ({ text, items })),
      { text: 'Changes', link: '/CHANGELOG' },
    ],
    sidebar: [
      ...sections,
      { text: 'Decisions', collapsed: true, items: pagesOf('docs/decisions') },
      { text: 'Benchmarks', collapsed: true, items: pagesOf('bench') },
    ],
  },
};
