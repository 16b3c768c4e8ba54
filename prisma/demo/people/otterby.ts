/** Everyone who works or helps at Otterby Primary School, and its governors. Columns: see people.ts. */
export const otterby = `
Meera Krishnan         | staff      | Head teacher, Monday to Wednesday   | @ | 4 | signed   | head
Jonathan Sykes         | staff      | Head teacher, Wednesday to Friday   | @ | 2 | signed   | head
Siobhan Gallagher      | staff      | Assistant head                      | @ | 5 | signed   | safeguarding-lead
Lorraine Beaumont      | staff      | School secretary                    | @ | 6 | signed   | office
Oluwaseun (Seun) Ajayi | staff      | Class teacher, Acorn                | @ | 3 | signed   |
Rebecca Holt           | staff      | Class teacher, Beech                | @ | 2 | signed   |
Tariq Hussain          | staff      | Class teacher, Cedar                | @ | 1 | earlier  |
Emily Carver           | staff      | Class teacher, Elm                  | @ | 0 | signed   |
Stefan Ilves           | staff      | Class teacher, Oak                  | @ | 4 | signed   |
Gethin Powell          | staff      | Visiting teacher of music           | @ | 1 |          |
Rosalind Tate          | staff      | Teaching assistant                  | @ | 6 | signed   |
Fatou Jallow           | staff      | Teaching assistant                  | @ | 2 | new      |
Denise Hargreaves      | staff      | Midday supervisor                   | - | 4 |          |
Marlon Pike            | staff      | Caretaker                           | - | 3 |          |
Bushra Aslam           | staff      | Midday supervisor                   | - | 1 |          |
Colette Duval          | agency     | Supply teacher, Northgate Teachers  | colette.duval@northgate.example | 0 | signed |
Ron Eccles             | volunteer  | Gardening club                      | ron.eccles@post.example | 3 | signed |
Amina Sesay            | volunteer  | Reads with Beech                    | amina.sesay@post.example | 0 | new |
Peter Vandenberg       | governor   | Chair of governors                  | peter.vandenberg@post.example | 4 | signed | board-member
Shirin Tehrani         | governor   | Governor                            | shirin.tehrani@post.example | 1 | earlier |
Callum Reid            | contractor | Cycle training, Safe Pedals         | callum@safe-pedals.example | 0 | new |
Isla Morton            | trainee    | Trainee teacher                     | isla.morton@training.example | 0 | signed |
`;
