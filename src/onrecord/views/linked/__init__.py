"""Write the register as linked data: JSON-LD in the words of PROV and of the Web Annotation model."""
