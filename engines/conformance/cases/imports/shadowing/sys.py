WHO = "our sys"
