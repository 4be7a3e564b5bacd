import { version } from '../version.ts'
import type { Citation } from './Citation.ts'

const article = (
  key: string,
  author: string,
  journal: string,
  [volume, pages, year]: readonly [volume: number, pages: string, year: number],
  more: { readonly [name: string]: string } = {},
): Citation => ({
  key,
  kind: 'article',
  fields: { author, journal, volume: String(volume), pages, year: String(year), ...more },
})

/** Everything that can be cited. Journals are abbreviated as in the sources of the code, which a test compares these with. */
export const works = [
  {
    key: 'casimir',
    kind: 'misc',
    fields: {
      author: 'the Casimir contributors',
      title: 'Casimir: geometric integration of mixed quantum-classical dynamics',
      note: `software, version ${version}`,
    },
  },
  {
    key: 'tronci2023',
    kind: 'inproceedings',
    fields: {
      author: 'Tronci, Cesare and Gay-Balmaz, François',
      title: 'Lagrangian trajectories and closure models in mixed quantum-classical dynamics',
      booktitle: 'Geometric Science of Information (GSI 2023)',
      year: '2023',
    },
  },
  article(
    'bauer2024',
    'Bauer, Werner and Bergold, Paul and Gay-Balmaz, François and Tronci, Cesare',
    'Multiscale Model. Simul.',
    [22, '1365--1401', 2024],
    {
      title: 'Koopmon trajectories in nonadiabatic quantum-classical dynamics',
      number: '4',
      doi: '10.1137/24m1630955',
      eprint: '2312.13878',
      archiveprefix: 'arXiv',
    },
  ),
  article('feit1982', 'Feit, M. D. and Fleck, J. A. and Steiger, A.', 'J. Comput. Phys.', [47, '412', 1982]),
  article('light1985', 'Light, J. C. and Hamilton, I. P. and Lill, J. V.', 'J. Chem. Phys.', [82, '1400', 1985]),
  article('tully1990', 'Tully, J. C.', 'J. Chem. Phys.', [93, '1061', 1990]),
  article('hammes-schiffer1994', 'Hammes-Schiffer, S. and Tully, J. C.', 'J. Chem. Phys.', [101, '4657', 1994]),
  article('granucci2001', 'Granucci, G. and Persico, M. and Toniolo, A.', 'J. Chem. Phys.', [114, '10608', 2001]),
  article('granucci2007', 'Granucci, G. and Persico, M.', 'J. Chem. Phys.', [126, '134114', 2007]),
  article('church2018', 'Church, M. S. and Hele, T. J. H. and Ezra, G. S. and Ananth, N.', 'J. Chem. Phys.', [
    148,
    '102326',
    2018,
  ]),
  {
    key: 'choi2021',
    kind: 'misc',
    fields: { author: 'Choi, S. and Vanicek, J.', year: '2021', eprint: '2107.00607', archiveprefix: 'arXiv' },
  },
  article('trotter1959', 'Trotter, H. F.', 'Proc. Amer. Math. Soc.', [10, '545', 1959]),
  article('strang1968', 'Strang, G.', 'SIAM J. Numer. Anal.', [5, '506', 1968]),
  article('suzuki1990', 'Suzuki, M.', 'Phys. Lett. A', [146, '319', 1990]),
  article('blanes2002', 'Blanes, S. and Moan, P. C.', 'J. Comput. Appl. Math.', [142, '313', 2002]),
  article('kahan1997', 'Kahan, W. and Li, R.-C.', 'Math. Comp.', [66, '1089', 1997]),
  article('kutta1901', 'Kutta, W.', 'Z. Math. Phys.', [46, '435', 1901]),
  {
    key: 'leimkuhler2004',
    kind: 'book',
    fields: { author: 'Leimkuhler, B. and Reich, S.', title: 'Simulating Hamiltonian Dynamics', year: '2004' },
  },
  article('rabi1936', 'Rabi, I. I.', 'Phys. Rev.', [49, '324', 1936]),
  article('jaynes1963', 'Jaynes, E. T. and Cummings, F. W.', 'Proc. IEEE', [51, '89', 1963]),
  article('yoo1985', 'Yoo, H.-I. and Eberly, J. H.', 'Phys. Rep.', [118, '239', 1985]),
  article('bychkov1984', 'Bychkov, Yu. A. and Rashba, E. I.', 'J. Phys. C', [17, '6039', 1984]),
  article('leggett1987', 'Leggett, A. J. and others', 'Rev. Mod. Phys.', [59, '1', 1987]),
  article('craig2005', 'Craig, I. R. and Manolopoulos, D. E.', 'J. Chem. Phys.', [122, '084106', 2005]),
  article('wang2001', 'Wang, H. and Thoss, M. and Miller, W. H.', 'J. Chem. Phys.', [115, '2979', 2001]),
  article('koeppel1984', 'Koeppel, H. and Domcke, W. and Cederbaum, L. S.', 'Adv. Chem. Phys.', [57, '59', 1984]),
  article('raab1999', 'Raab, A. and others', 'J. Chem. Phys.', [110, '936', 1999]),
] as const satisfies ReadonlyArray<Citation>
