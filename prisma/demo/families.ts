/**
 * Families of the demonstration: children first (name | school | class | year group | signing), then, indented, the
 * adults (name | relationship | address | note). "countersigned" means that the first adult has signed too.
 * An adult who works at a school has the same name there. Two adults may share an address.
 */
export const larkmereFamilies = `
Leon Fielding | 999425 | 8L | 8 | signed
Poppy Fielding | 999418 | Cedar | 3 |
  Sarah Fielding | Mother | sarah.fielding@post.example |

Maryam Siddiqui | 999425 | 12S | 12 |
  Nasreen Siddiqui | Mother | nasreen.siddiqui@post.example |
  Kamal Siddiqui | Father | kamal.siddiqui@post.example |

Efua Boateng | 999425 | 9L | 9 | countersigned
  Kwabena Boateng | Father | kwabena.boateng@post.example |
  Abena Boateng | Mother | abena.boateng@post.example |

Tobi Adeyemi | 999418 | Oak | 6 | signed
Simi Adeyemi | 999417 | Squirrels | 1 |
  Funmilayo Adeyemi | Mother | adeyemi.family@post.example |
  Tunde Adeyemi | Father | adeyemi.family@post.example |

Jack Tate | 999418 | Beech | 2 |
Alfie Tate | 999425 | 7L | 7 | countersigned
  Rosalind Tate | Mother | |
  Darren Tate | Father | darren.tate@post.example | apart

Freya Lindley | 999425 | 7L | 7 | signed
  Joanna Lindley | Mother | joanna.lindley@post.example |
  Simon Lindley | Father | simon.lindley@post.example | not to be contacted

Arjun Mehta | 999425 | 7L | 7 | countersigned
Kavya Mehta | 999418 | Elm | 4 |
  Pooja Mehta | Mother | pooja.mehta@post.example |
  Nikhil Mehta | Father | nikhil.mehta@post.example |

Oskar Zielinski | 999425 | 7L | 7 |
  Magda Zielinska | Mother | magda.zielinska@post.example |

Caitlin Rooney | 999425 | 8L | 8 | countersigned
  Bernadette Rooney | Grandparent | b.rooney@post.example |

Mohammed Al-Amin | 999425 | 8L | 8 |
Hiba Al-Amin | 999418 | Acorn | 0 |
  Samira Al-Amin | Mother | samira.alamin@post.example |
  Khalid Al-Amin | Father | khalid.alamin@post.example |

Ruby Chapman | 999425 | 8L | 8 | signed
  Tina Chapman | Mother | tina.chapman@post.example |
  Dave Okoro | Step-parent | dave.okoro@post.example |

Ethan Blackwood | 999425 | 9L | 9 | signed
  Louise Blackwood | Mother | louise.blackwood@post.example |

Zara Hossain | 999425 | 9L | 9 | countersigned
Idris Hossain | 999417 | Foxes | 2 | signed
  Rehana Hossain | Mother | rehana.hossain@post.example |

Finlay Muir | 999425 | 9L | 9 |
  Kirsty Muir | Mother | kirsty.muir@post.example |
  Andrew Muir | Father | andrew.muir@post.example |

Tia-Rose Gordon | 999425 | 10L | 10 |
  Marcia Gordon | Mother | marcia.gordon@post.example |

Dylan Hywel | 999425 | 10L | 10 | signed
  Sian Hywel | Mother | sian.hywel@post.example |

Xin Yi Tan | 999425 | 10L | 10 | countersigned
  Wei Tan | Father | wei.tan@post.example |

Lewis Barraclough | 999425 | 10L | 10 |
Amber Barraclough | 999418 | Oak | 5 | signed
  Steph Barraclough | Mother | steph.barraclough@post.example |

Noor Rahman | 999425 | 11L | 11 | signed
  Shabnam Rahman | Mother | shabnam.rahman@post.example |

Callum Whitaker | 999425 | 11L | 11 |
  Janet Whitaker | Grandparent | janet.whitaker@post.example |

Ana Popescu | 999425 | 11L | 11 | countersigned
  Ioana Popescu | Mother | ioana.popescu@post.example |

Jayden Francis | 999425 | 11L | 11 |
  Yvonne Francis | Mother | yvonne.francis@post.example |

Georgia Selwyn | 999425 | 12S | 12 | signed
  Claire Selwyn | Mother | claire.selwyn@post.example |

Daniel Okonkwo | 999425 | 12S | 12 | countersigned
  Ngozi Okonkwo | Mother | ngozi.okonkwo@post.example |

Ishika Deshpande | 999425 | 13S | 13 | signed
  Anjali Deshpande | Mother | |

Piotr Baran | 999425 | 13S | 13 | signed
  Beata Baran | Mother | beata.baran@post.example |

Shanice Duffus | 999425 | 13S | 13 |
  Carlton Duffus | Father | carlton.duffus@post.example |

Rohan Iyer | 999418 | Acorn | 0 | signed
  Lakshmi Iyer | Mother | lakshmi.iyer@post.example |
  Suresh Iyer | Father | suresh.iyer@post.example |

Molly Sugden | 999418 | Acorn | 0 | countersigned
  Beth Sugden | Mother | beth.sugden@post.example |

Luca Moretti | 999418 | Acorn | 0 |
  Giulia Moretti | Mother | giulia.moretti@post.example |

Aisha Kamara | 999418 | Beech | 1 | signed
  Isatu Kamara | Mother | isatu.kamara@post.example |

Harry Nuttall | 999418 | Beech | 1 |
Evie Nuttall | 999418 | Elm | 4 | signed
  Gemma Nuttall | Mother | gemma.nuttall@post.example |
  Craig Nuttall | Father | craig.nuttall@post.example | apart

Sana Akhtar | 999418 | Beech | 2 | countersigned
  Razia Akhtar | Mother | razia.akhtar@post.example |

Dexter Quill | 999418 | Cedar | 3 | signed
  Tracey Quill | Carer | tracey.quill@post.example |

Yara Nasser | 999418 | Cedar | 3 | countersigned
  Layla Nasser | Mother | layla.nasser@post.example |

Ollie Barnett | 999418 | Cedar | 3 |
  Vicky Barnett | Mother | vicky.barnett@post.example |

Emmanuel Asante | 999418 | Elm | 4 | countersigned
  Akosua Asante | Mother | akosua.asante@post.example |

Isabelle Crowther | 999418 | Oak | 5 |
  Nina Crowther | Mother | crowthers@post.example |
  Paul Crowther | Father | crowthers@post.example |

Kai Nakamura | 999418 | Oak | 6 | countersigned
  Emi Nakamura | Mother | emi.nakamura@post.example |

Bella Stokes | 999417 | Hedgehogs | 0 |
  Kelly Stokes | Mother | kelly.stokes@post.example |

Zayn Malik-Shaw | 999417 | Hedgehogs | 0 | signed
  Humaira Malik | Mother | humaira.malik@post.example |
  Robin Shaw | Father | robin.shaw@post.example |

Wren Holloway | 999417 | Hedgehogs | 0 | countersigned
  Jess Holloway | Mother | jess.holloway@post.example |
  Alex Holloway | Mother | alex.holloway@post.example |

Kofi Darko | 999417 | Hedgehogs | 0 |
  Esi Darko | Mother | esi.darko@post.example |

Martha Pickering | 999417 | Squirrels | 1 | signed
  Ellen Pickering | Mother | ellen.pickering@post.example |

Adam Bielak | 999417 | Squirrels | 1 | countersigned
  Ewa Bielak | Mother | ewa.bielak@post.example |

Inaya Patel | 999417 | Squirrels | 1 |
  Dipti Patel | Mother | dipti.patel@post.example |

Theo Winstanley | 999417 | Foxes | 2 | countersigned
  Carol Winstanley | Grandparent | |

Ayaan Sheikh | 999417 | Foxes | 2 | signed
  Saima Sheikh | Mother | saima.sheikh@post.example |

Lottie Greaves | 999417 | Foxes | 2 |
  Donna Greaves | Mother | donna.greaves@post.example |

Micah Bennett | 999417 | Foxes | 2 |
  Shanelle Bennett | Mother | shanelle.bennett@post.example |
`;

export const kestrelDownFamilies = `
Tomos Bevan | 999602 | Robins | 0 | signed
Cerys Bevan | 999602 | Kites | 3 | countersigned
  Rhian Bevan | Mother | rhian.bevan@post.example |
  Huw Bevan | Father | huw.bevan@post.example |

Lila Chopra | 999602 | Robins | 0 |
  Anita Chopra | Mother | anita.chopra@post.example |

Jude Sowerby | 999602 | Robins | 1 | signed
  Kate Sowerby | Mother | kate.sowerby@post.example |

Amelia Grant | 999602 | Robins | 1 |
Noah Grant | 999602 | Owls | 5 | countersigned
  Paula Grant | Mother | paula.grant@post.example |

Tariro Moyo | 999602 | Wrens | 2 | countersigned
  Rudo Moyo | Mother | rudo.moyo@post.example |

Billy Hobson | 999602 | Wrens | 2 | signed
  Sharon Hobson | Grandparent | sharon.hobson@post.example |

Esme Trotter | 999602 | Wrens | 2 |
  Maxine Trotter | Mother | |

Hugo Laurent | 999602 | Kites | 3 |
  Camille Laurent | Mother | camille.laurent@post.example |

Ishaan Rao | 999602 | Kites | 4 | signed
  Deepa Rao | Mother | deepa.rao@post.example |

Maisie Thorne | 999602 | Kites | 4 | countersigned
  Gail Thorne | Mother | gail.thorne@post.example |
  Mark Thorne | Father | mark.thorne@post.example | not to be contacted

Samuel Adjei | 999602 | Owls | 5 |
  Patience Adjei | Mother | patience.adjei@post.example |

Erin Docherty | 999602 | Owls | 6 | signed
  Maureen Docherty | Mother | maureen.docherty@post.example |

Bilal Aziz | 999602 | Owls | 6 | countersigned
  Sadia Aziz | Mother | sadia.aziz@post.example |
`;
